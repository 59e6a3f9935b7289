using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading a file of segments.</summary>
public sealed record SegmentReadResult
{
    internal SegmentReadResult(SegmentSet? segments, IReadOnlyList<PolicyDiagnostic> diagnostics) => (Set, Diagnostics) = (segments, diagnostics);

    /// <summary>Whether it could be read.</summary>
    [MemberNotNullWhen(true, nameof(Set))]
    public bool IsRead => Set is not null;

    /// <summary>The segments; null when something is wrong.</summary>
    public SegmentSet? Set { get; }

    /// <summary>Everything that is wrong, at most 100, in the order of the file, with line and column.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }

    /// <summary>How many segments there are, or what is wrong, line by line.</summary>
    public override string ToString() => Set is not null ? $"{Set.All.Count} segments, {Set.Hash}" : string.Join('\n', Diagnostics);
}
