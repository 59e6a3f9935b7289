namespace OmniChannel;

/// <summary>What became of a command on a cart, once it is committed.</summary>
public abstract record CartResult
{
    private CartResult()
    {
    }

    /// <summary>It is part of the cart.</summary>
    public sealed record Applied : CartResult
    {
        /// <summary>The cart it went to: the one it flows into where the named one is linked, or its successor where that is being completed.</summary>
        public CartId Cart => View.Cart;

        /// <summary>Names the operation.</summary>
        public required string OpId { get; init; }

        /// <summary>The cart's version with it.</summary>
        public long Version => View.Version;

        /// <summary>The cart as it stood then.</summary>
        public required CartView View { get; init; }

        /// <summary>Whether an earlier call with the same operation did it.</summary>
        public bool IsReplay { get; init; }

        /// <summary>In words.</summary>
        public override string ToString() => $"Applied to {Cart} as version {Version}{(IsReplay ? ", by an earlier call with the same operation" : "")}.";
    }

    /// <summary>It is not, and nothing was stored.</summary>
    public sealed record Refused : CartResult
    {
        /// <summary>Why.</summary>
        public required CartRefusal Reason { get; init; }

        /// <summary>The version that matters: the cart's current one, or the one a context must reach; null where none does.</summary>
        public long? Version { get; init; }

        /// <summary>The first of the actor's operations that is missing.</summary>
        public long? From { get; init; }

        /// <summary>The cart to go on with: the one linked into, or the successor.</summary>
        public CartId? Into { get; init; }

        /// <summary>The host's name of the order.</summary>
        public string? Order { get; init; }

        /// <summary>The code that cannot be used any more.</summary>
        public string? Code { get; init; }

        /// <summary>When the claim ends.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>In words.</summary>
        public override string ToString() =>
            $"Refused, {Reason}{(Version is { } version ? $", version {version}" : "")}{(From is { } from ? $", from {from}" : "")}{(Into is { } into ? $", go on with {into}" : "")}{(Order is { } order ? $", order {order}" : "")}.";
    }

    internal static Refused Refuse(CartRefusal reason, long? version = null) => new() { Reason = reason, Version = version };
}
