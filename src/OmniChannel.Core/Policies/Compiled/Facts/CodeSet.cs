namespace OmniChannel;

/// <summary>Some codes of a field, as intervals. Immutable; equal when they hold the same codes.</summary>
internal sealed class CodeSet : IEquatable<CodeSet>
{
    /// <summary>Where the set begins and ends in turns: an interval from an even edge to before the next.</summary>
    private readonly int[] _edges;

    private CodeSet(int[] edges) => _edges = edges;

    public static CodeSet None { get; } = new([]);

    public bool IsEmpty => _edges.Length == 0;

    /// <summary>How many intervals there are.</summary>
    public int Count => _edges.Length / 2;

    /// <summary>The first code and the last of an interval.</summary>
    public (int Low, int High) this[int interval] => (_edges[2 * interval], _edges[(2 * interval) + 1] - 1);

    public static CodeSet Between(int low, int high) => low > high ? None : new([low, high + 1]);

    public bool Contains(int code)
    {
        var before = Array.BinarySearch(_edges, code);
        return ((before < 0 ? ~before : before + 1) & 1) == 1;
    }

    public CodeSet And(CodeSet other) => Merge(other, static (mine, theirs) => mine && theirs);

    public CodeSet Or(CodeSet other) => Merge(other, static (mine, theirs) => mine || theirs);

    public CodeSet Without(CodeSet other) => Merge(other, static (mine, theirs) => mine && !theirs);

    public bool Equals(CodeSet? other) => other is not null && _edges.AsSpan().SequenceEqual(other._edges);

    public override bool Equals(object? obj) => Equals(obj as CodeSet);

    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(_edges.Length, _edges[0], _edges[^1]);

    private CodeSet Merge(CodeSet other, Func<bool, bool, bool> isIn)
    {
        var edges = new List<int>(_edges.Length + other._edges.Length);
        var (i, j) = (0, 0);
        while (i < _edges.Length || j < other._edges.Length)
        {
            var at = Math.Min(i < _edges.Length ? _edges[i] : int.MaxValue, j < other._edges.Length ? other._edges[j] : int.MaxValue);
            i += i < _edges.Length && _edges[i] == at ? 1 : 0;
            j += j < other._edges.Length && other._edges[j] == at ? 1 : 0;
            if (isIn((i & 1) == 1, (j & 1) == 1) != ((edges.Count & 1) == 1))
            {
                edges.Add(at);
            }
        }

        return edges.Count == 0 ? None : new([.. edges]);
    }
}
