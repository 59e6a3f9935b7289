using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>Segments that were checked together: who belongs to which is asked of one customer, or of all of a <see cref="CustomerTable"/> at once, with the same answers. Immutable, and safe for many threads.</summary>
public sealed class SegmentSet
{
    private readonly FrozenDictionary<string, int> _places;
    private readonly Lazy<string> _hash;

    private SegmentSet(IReadOnlyList<Segment> segments)
    {
        All = segments;
        Asks = SegmentOrder.Asks(segments);
        Order = SegmentOrder.Of(Asks);
        _places = segments.Select((segment, i) => KeyValuePair.Create(Facts.SegmentPrefix + segment.Id.Name, i)).ToFrozenDictionary(StringComparer.Ordinal);
        _hash = new(() => SegmentHash.Of(this));
        Reads = [.. segments.SelectMany(segment => SegmentChecks.Asked(segment.When)).Where(fact => fact.Id != FactId.Segment).Distinct().OrderBy(fact => fact.Name, StringComparer.Ordinal)];
    }

    /// <summary>No segments.</summary>
    public static SegmentSet Empty { get; } = new([]);

    /// <summary>The segments, in the order in which they were defined.</summary>
    public IReadOnlyList<Segment> All { get; }

    /// <summary>SHA-256 over what the segments say, in hexadecimal: the same for the same conditions, whatever their names for people.</summary>
    public string Hash => _hash.Value;

    /// <summary>The facts that their conditions ask, in the order of their names.</summary>
    public IReadOnlyList<Fact> Reads { get; }

    /// <summary>For each segment the places of those that it asks.</summary>
    internal int[][] Asks { get; }

    /// <summary>The places of the segments, each after those that it asks.</summary>
    internal int[] Order { get; }

    /// <summary>Checks segments and puts them together.</summary>
    /// <exception cref="ArgumentException">One is defined twice, asks one that is not defined, or what no segment may ask; or they ask each other in a circle. The message names every problem, with the path of the circle.</exception>
    public static SegmentSet Of(params IReadOnlyList<Segment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        Segment[] all = [.. segments];
        var problems = SegmentChecks.Problems(all).ToList();
        return problems.Count == 0 ? new SegmentSet(all) : throw new ArgumentException(string.Join(' ', problems), nameof(segments));
    }

    /// <summary>The segment of this name; null when there is none.</summary>
    public Segment? Find(SegmentId segment) => PlaceOf(segment) is { } place ? All[place] : null;

    /// <summary>Which customers of a table belong to a segment.</summary>
    /// <param name="segment">A segment of this set.</param>
    /// <param name="table">Customers as columns of facts; every fact that the segment asks, itself or by others, must be among them.</param>
    /// <exception cref="ArgumentException">The set does not have the segment, or the table lacks a fact.</exception>
    public SegmentSelection Select(SegmentId segment, CustomerTable table) => Select(Facts.InSegment(Require(segment).Id), table);

    /// <summary>Which customers of a table a condition is true of.</summary>
    /// <param name="when">What a segment's condition may be; it may ask the segments of this set.</param>
    /// <param name="table">Customers as columns of facts.</param>
    /// <exception cref="ArgumentException">The condition asks what no segment may, a segment that the set does not have, or a fact that the table lacks.</exception>
    public SegmentSelection Select(Condition when, CustomerTable table) => Select(when, table, null);

    internal SegmentSelection Select(Condition when, CustomerTable table, PlanIsa? isa)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require(when);
        return new ColumnSelector(this, table, isa ?? PlanProcessor.Best).Select(when);
    }

    /// <summary>The place of a segment; null when the set does not have it.</summary>
    internal int? PlaceOf(SegmentId segment) => segment == default ? null : PlaceOf(Facts.SegmentPrefix + segment.Name);

    /// <summary>The place of the segment that a fact asks; null when the set does not have it.</summary>
    internal int? PlaceOf(string fact) => _places.TryGetValue(fact, out var place) ? place : null;

    /// <exception cref="ArgumentException">The set does not have it.</exception>
    internal Segment Require(SegmentId segment) => Find(segment)
        ?? throw new ArgumentException($"There is no segment '{segment}'; {(NearestName.To(segment.Name ?? "", All.Select(one => one.Id.Name)) is { } near ? $"did you mean '{near}'?" : "add it to the setup.")}", nameof(segment));

    /// <exception cref="ArgumentException">It asks what no segment may, or a segment that the set does not have.</exception>
    internal void Require(Condition when)
    {
        if (SegmentChecks.Problem(when, "The condition") is { } problem)
        {
            throw new ArgumentException(problem, nameof(when));
        }

        foreach (var fact in SegmentChecks.Asked(when).Where(fact => fact.Id == FactId.Segment && fact.Name.StartsWith(Facts.SegmentPrefix, StringComparison.Ordinal)))
        {
            Require(new SegmentId(SegmentChecks.NameOf(fact)));
        }
    }

    /// <summary>The facts that a condition asks, itself and by the segments it asks, in the order of their names.</summary>
    internal IReadOnlyList<Fact> Reach(Condition when)
    {
        var (reached, rest, seen) = (new HashSet<Fact>(), new Stack<Condition>([when]), new HashSet<int>());
        while (rest.TryPop(out var next))
        {
            foreach (var fact in SegmentChecks.Asked(next))
            {
                if (fact.Id != FactId.Segment || PlaceOf(fact.Name) is not { } place)
                {
                    reached.Add(fact);
                }
                else if (seen.Add(place))
                {
                    rest.Push(All[place].When);
                }
            }
        }

        return [.. reached.OrderBy(fact => fact.Name, StringComparer.Ordinal)];
    }
}
