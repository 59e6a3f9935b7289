using System.Buffers;

namespace OmniChannel;

/// <summary>A set of instants: sorted, disjoint, half-open stretches in UTC that do not touch. Immutable; <c>default</c> is empty.</summary>
internal readonly struct TimeRanges : IEquatable<TimeRanges>
{
    private const int OnStack = 128;

    /// <summary>UTC ticks, strictly increasing: from, until, from, until …</summary>
    private readonly long[]? edges;

    private TimeRanges(long[] edges) => this.edges = edges;

    /// <summary>A truth table over (in the left, in the right): bit 1 for left only, bit 2 for right only, bit 3 for both.</summary>
    private enum Operation
    {
        Subtract = 0b0010,
        Intersect = 0b1000,
        Union = 0b1110,
    }

    /// <summary>No instant.</summary>
    internal static TimeRanges Empty => default;

    /// <summary>Whether no instant belongs to it.</summary>
    internal bool IsEmpty => Edges.IsEmpty;

    /// <summary>How many stretches there are.</summary>
    internal int Count => Edges.Length / 2;

    private ReadOnlySpan<long> Edges => edges;

    /// <summary>A stretch, counted from 0.</summary>
    internal TimeRange this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new TimeRange(At(Edges[2 * index]), At(Edges[(2 * index) + 1]));
        }
    }

    /// <summary>One stretch; an empty one gives the empty set.</summary>
    internal static TimeRanges Of(TimeRange range) =>
        range.IsEmpty ? default : new([range.From.UtcTicks, range.Until.UtcTicks]);

    /// <summary>The stretch [from, until).</summary>
    /// <exception cref="ArgumentException">It would end before it begins.</exception>
    internal static TimeRanges Of(DateTimeOffset from, DateTimeOffset until) => Of(new TimeRange(from, until));

    /// <summary>All of these stretches, in any order, overlapping or not.</summary>
    internal static TimeRanges Of(params ReadOnlySpan<TimeRange> ranges)
    {
        var sorted = ranges.ToArray();
        Array.Sort(sorted, static (left, right) => left.From.CompareTo(right.From));
        var buffer = new long[2 * sorted.Length];
        var length = 0;
        foreach (var range in sorted)
        {
            Append(buffer, ref length, range.From.UtcTicks, range.Until.UtcTicks);
        }

        return Taken(buffer.AsSpan(0, length));
    }

    /// <summary>Every instant that belongs to one of them.</summary>
    internal static TimeRanges UnionOf(IEnumerable<TimeRanges> sets) => sets.Aggregate(default(TimeRanges), static (all, set) => all.Union(set));

    /// <summary>From edges in UTC ticks that <see cref="Append"/> put together.</summary>
    internal static TimeRanges Taken(ReadOnlySpan<long> edges) => edges.IsEmpty ? default : new(edges.ToArray());

    /// <summary>Appends a stretch that begins no earlier than the last one did; joins them where they meet, and leaves out an empty one.</summary>
    internal static void Append(Span<long> edges, ref int length, long from, long until)
    {
        if (until <= from)
        {
            return;
        }

        if (length > 0 && from <= edges[length - 1])
        {
            edges[length - 1] = Math.Max(edges[length - 1], until);
            return;
        }

        edges[length++] = from;
        edges[length++] = until;
    }

    /// <summary>Whether the instant belongs to it.</summary>
    internal bool Contains(DateTimeOffset instant)
    {
        var at = Edges.BinarySearch(instant.UtcTicks);
        return (at >= 0 ? at : ~at - 1) % 2 == 0;
    }

    /// <summary>Every instant that belongs to one of the two.</summary>
    internal TimeRanges Union(TimeRanges other) =>
        IsEmpty ? other : other.IsEmpty ? this : Combine(Edges, other.Edges, Operation.Union);

    /// <summary>Every instant that belongs to both.</summary>
    internal TimeRanges Intersect(TimeRanges other) =>
        IsEmpty || other.IsEmpty ? default : Combine(Edges, other.Edges, Operation.Intersect);

    /// <summary>Every instant that belongs to this one and not to the other.</summary>
    internal TimeRanges Subtract(TimeRanges other) =>
        IsEmpty || other.IsEmpty ? this : Combine(Edges, other.Edges, Operation.Subtract);

    /// <summary>Every instant of the horizon that does not belong to it.</summary>
    internal TimeRanges Complement(TimeRange horizon) => Of(horizon).Subtract(this);

    /// <summary>The left end of each stretch: where a candidate time can lie when waiting is never worth anything by itself.</summary>
    internal DateTimeOffset[] Starts()
    {
        var starts = new DateTimeOffset[Count];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = At(Edges[2 * i]);
        }

        return starts;
    }

    /// <summary>The stretches in order.</summary>
    internal TimeRange[] ToArray()
    {
        var ranges = new TimeRange[Count];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = this[i];
        }

        return ranges;
    }

    public bool Equals(TimeRanges other) => Edges.SequenceEqual(other.Edges);

    public override bool Equals(object? obj) => obj is TimeRanges other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var edge in Edges)
        {
            hash.Add(edge);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => IsEmpty ? "never" : string.Join(" ", ToArray());

    public static bool operator ==(TimeRanges left, TimeRanges right) => left.Equals(right);

    public static bool operator !=(TimeRanges left, TimeRanges right) => !left.Equals(right);

    /// <summary>One sweep over the edges of both.</summary>
    private static TimeRanges Combine(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Operation operation)
    {
        var most = left.Length + right.Length;
        var rented = most > OnStack ? ArrayPool<long>.Shared.Rent(most) : null;
        var result = rented ?? stackalloc long[OnStack];
        var (i, j, length, isInside) = (0, 0, 0, false);
        while (i < left.Length || j < right.Length)
        {
            var edge = Math.Min(i < left.Length ? left[i] : long.MaxValue, j < right.Length ? right[j] : long.MaxValue);
            i += i < left.Length && left[i] == edge ? 1 : 0;
            j += j < right.Length && right[j] == edge ? 1 : 0;
            if (((int)operation >> ((i & 1) | ((j & 1) << 1)) & 1) == 1 != isInside)
            {
                isInside = !isInside;
                result[length++] = edge;
            }
        }

        var combined = Taken(result[..length]);
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }

        return combined;
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
