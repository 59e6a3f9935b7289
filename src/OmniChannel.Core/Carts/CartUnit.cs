namespace OmniChannel;

/// <summary>Units of a line and the operation they come from: who, where, when. The units of a line add up to its quantity.</summary>
public sealed record CartUnit
{
    /// <summary>Which line.</summary>
    public required LineKey Line { get; init; }

    /// <summary>What it is a quantity of.</summary>
    public required CartItem Item { get; init; }

    /// <summary>How many units.</summary>
    public required int Quantity { get; init; }

    /// <summary>The cart in whose log the operation stands: another one for units that came by a link.</summary>
    public required CartId Cart { get; init; }

    /// <summary>The operation's version there; for units that were folded, the version up to which they were.</summary>
    public required long Version { get; init; }

    /// <summary>Names the operation; null for units that were folded, or lie in another cart's log.</summary>
    public string? OpId { get; init; }

    /// <summary>Who; null where <see cref="OpId"/> is.</summary>
    public string? Actor { get; init; }

    /// <summary>Over which channel.</summary>
    public Channel? Where { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The operation that linked the other cart; null for the cart's own units.</summary>
    public string? Link { get; init; }
}
