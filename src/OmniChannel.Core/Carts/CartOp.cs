namespace OmniChannel;

/// <summary>One operation, as a member of the set that a cart is a function of.</summary>
internal sealed record CartOp
{
    /// <summary>Unique within the customer.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the log; after everything in its context.</summary>
    public required long Version { get; init; }

    /// <summary>Who issued it: a device, a session, an agent. Empty for the library itself.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The issuer's own count, from 1; 0 when the issuer does not count.</summary>
    public long ActorSequence { get; init; }

    /// <summary>The version its issuer had seen; with the issuer's own earlier operations, its context.</summary>
    public required long BasedOn { get; init; }

    /// <summary>Versions beyond <see cref="BasedOn"/> that its issuer had seen too, sorted: for replicas that exchange operations among themselves.</summary>
    public long[]? Also { get; init; }

    public required CartOpKind Kind { get; init; }

    public LineKey Line { get; init; }

    /// <summary>What the line is of; null where the line is known or none is meant.</summary>
    public CartItem? Item { get; init; }

    public int Quantity { get; init; }

    /// <summary>The operation that is undone.</summary>
    public string? Target { get; init; }

    /// <summary>The field or the code.</summary>
    public string? Name { get; init; }

    /// <summary>The link through which it came from a cart that is linked here; it counts as long as that link does. Null for the cart's own.</summary>
    public string? Via { get; init; }

    public CartLink? Link { get; init; }

    public CartStep? Step { get; init; }

    /// <summary>When, by the issuer's clock but not ahead of the server's.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was appended.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    public Channel? Where { get; init; }

    /// <summary>The currency that the issuer counts in; the first that is said holds for the cart.</summary>
    public Currency? Currency { get; init; }
}

/// <summary>A step through a cart's life.</summary>
internal sealed record CartStep
{
    public required CartStage Stage { get; init; }

    /// <summary>The cart that it is linked into.</summary>
    public CartId? Into { get; init; }

    /// <summary>The host's name of the order.</summary>
    public string? Order { get; init; }

    /// <summary>The number of the cart that takes adds from now on.</summary>
    public int Successor { get; init; }

    /// <summary>When a claim ends.</summary>
    public DateTimeOffset? Until { get; init; }
}
