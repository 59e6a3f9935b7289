namespace OmniChannel;

/// <summary>What became of a visitor who signed in.</summary>
public sealed record SignIn
{
    /// <summary>The customer as whom the session goes on.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Whether the visitor became this customer.</summary>
    public required SignInOutcome Outcome { get; init; }

    /// <summary>Why the visitor's cart was not linked, such as <see cref="CartRefusal.CurrencyMismatch"/>: both carts stay as they are. Null when it was, or there was none.</summary>
    public CartRefusal? CartRefused { get; init; }

    /// <summary>What was decided; empty when nothing had to be.</summary>
    public required IReadOnlyList<IdentityDecision> Decisions { get; init; }
}
