namespace OmniChannel;

/// <summary>What was decided of people, and what became of their carts.</summary>
internal sealed record IdentityAnswer<T>
{
    public required T Result { get; init; }

    public required IReadOnlyList<IdentityDecision> Decisions { get; init; }

    /// <summary>Why a cart did not follow; null when all did.</summary>
    public CartRefusal? CartRefused { get; init; }
}
