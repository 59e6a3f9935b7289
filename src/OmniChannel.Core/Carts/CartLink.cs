namespace OmniChannel;

/// <summary>One cart linked into another: what it held at that moment, and what was decided for lines that need a decision. Taking it back restores both.</summary>
internal sealed record CartLink
{
    public required CartId Source { get; init; }

    /// <summary>The source's version that was linked.</summary>
    public required long SourceVersion { get; init; }

    public required CartMergePolicy Policy { get; init; }

    /// <summary>What was left of the source's lines.</summary>
    public required IReadOnlyList<LinkedLine> Lines { get; init; }

    public IReadOnlyList<LineOutcome> Outcomes { get; init; } = [];

    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The carts that were linked into the source, and into those.</summary>
    public IReadOnlyList<CartId> Members { get; init; } = [];

    public Currency? Currency { get; init; }
}

/// <summary>What was left of a line of a source: its pieces, in the order of its log.</summary>
internal sealed record LinkedLine(LineKey Key, CartItem Item, IReadOnlyList<LinkedPiece> Pieces);

/// <summary>What is left of one operation's units; null as origin is the source itself.</summary>
internal readonly record struct LinkedPiece(long SourceVersion, bool IsSet, CartId? Origin, int Quantity, long At);

/// <summary>What a link decided for one line: it replaces what both carts held by a quantity, or, with <see cref="Dropped"/>, leaves out what the source held.</summary>
internal sealed record LineOutcome(LineKey Key, CartItem Item, int Quantity)
{
    /// <summary>The source's units of the line do not count; the target's stay as they are.</summary>
    public const int Dropped = -1;
}
