namespace OmniChannel;

/// <summary>Asks for a token that carries a session to another device or channel: a QR code at the shelf or on the screen, a link in an e-mail, from the web into the app.</summary>
public sealed record HandOffRequest
{
    /// <summary>How long one for a QR code lives, where nothing else is said.</summary>
    public static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(5);

    /// <summary>The session that is carried on; it must be this customer's.</summary>
    public required SessionId Session { get; init; }

    /// <summary>For whom it is made.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Where it may be redeemed, in the host's words: "app", "store". Anywhere else it is forbidden. At most 64 characters.</summary>
    public required string Audience { get; init; }

    /// <summary>What its bearer may do. <see cref="SessionScope.Edit"/> where nothing is said.</summary>
    public SessionScope Scope { get; init; } = SessionScope.Edit;

    /// <summary>How long it can be redeemed: five minutes, as for a QR code, where nothing is said; days for a link in an e-mail. At most 30 days.</summary>
    public TimeSpan Lifetime { get; init; } = ShortLife;
}
