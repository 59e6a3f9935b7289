namespace OmniChannel;

/// <summary>Selects customers of one table by conditions; each segment that is asked is selected once. Not for several threads.</summary>
internal sealed class ColumnSelector(SegmentSet segments, CustomerTable table, PlanIsa isa)
{
    private readonly ulong[]?[] _members = new ulong[]?[segments.All.Count];

    public SegmentSelection Select(Condition when) => new(table, Bits(when));

    /// <summary>In whole blocks; beyond the last customer nobody.</summary>
    private ulong[] Bits(Condition when)
    {
        SelectAsked(when);
        var program = new ColumnProgramCompiler(table, MembersOf, Judged).Compile(when);
        var bits = new ulong[table.Blocks * ColumnWorkspace.Words];
        ColumnRun.Run(program, bits, isa);
        var last = table.Count / 64;
        if (last < bits.Length)
        {
            bits[last] &= (1UL << (table.Count & 63)) - 1;
            bits.AsSpan(last + 1).Clear();
        }

        return bits;
    }

    /// <summary>Selects the segments that a condition asks, each after those that it asks itself.</summary>
    private void SelectAsked(Condition when)
    {
        var needed = new HashSet<int>();
        var rest = new Stack<int>(SegmentChecks.Asked(when).Where(fact => fact.Id == FactId.Segment).Select(fact => segments.PlaceOf(fact.Name)).OfType<int>());
        while (rest.TryPop(out var place))
        {
            if (_members[place] is null && needed.Add(place))
            {
                Array.ForEach(segments.Asks[place], rest.Push);
            }
        }

        foreach (var place in segments.Order.Where(needed.Contains))
        {
            _members[place] = Bits(segments.All[place].When);
        }
    }

    /// <exception cref="ArgumentException">It is a frozen segment, or none of these.</exception>
    private ulong[] MembersOf(Fact fact) => segments.PlaceOf(fact.Name) is { } place
        ? _members[place]!
        : throw new ArgumentException($"{fact} is asked of the store, customer by customer; a table does not keep it.");

    /// <summary>Free expressions are judged customer by customer, once for the same values of what they read.</summary>
    private ulong[] Judged(CelCondition cel, bool wanted)
    {
        var bits = new ulong[table.Blocks * ColumnWorkspace.Words];
        var columns = cel.Reads.Where(fact => fact.Id != FactId.Segment).SelectMany(table.ColumnsOf).ToArray();
        var asksSegments = cel.Reads.Where(fact => fact.Id == FactId.Segment).Select(fact => segments.PlaceOf(fact.Name)).OfType<int>().ToArray();
        var known = new Dictionary<(long, long), bool>();
        var fits = columns.Length <= 3 && asksSegments.Length <= 16;
        for (var row = 0; row < table.Count; row++)
        {
            var key = fits ? KeyOf(row) : default;
            if (!fits || !known.TryGetValue(key, out var holds))
            {
                holds = cel.Evaluate(new SelectedFacts(this, new CustomerTable.RowFacts(table, row), row)) == (wanted ? Truth.True : Truth.False);
                if (fits)
                {
                    known.TryAdd(key, holds);
                }
            }

            bits[row >> 6] |= holds ? 1UL << (row & 63) : 0;
        }

        return bits;

        (long, long) KeyOf(int row)
        {
            var (first, second) = (0L, 0L);
            for (var i = 0; i < columns.Length; i++)
            {
                var code = (long)columns[i].CodeOf(row);
                (first, second) = i < 2 ? (first | (code << (32 * i)), second) : (first, code);
            }

            for (var i = 0; i < asksSegments.Length; i++)
            {
                second |= IsMember(asksSegments[i], row) ? 1L << (32 + i) : 0;
            }

            return (first, second);
        }
    }

    private bool IsMember(int place, int row) => (_members[place]![row >> 6] >> (row & 63) & 1) == 1;

    private sealed class SelectedFacts(ColumnSelector selector, CustomerTable.RowFacts facts, int row) : IFactSource
    {
        public FactValue Read(Fact fact) => fact.Id == FactId.Segment && selector.PlaceOf(fact) is { } place ? FactValue.Of(selector.IsMember(place, row)) : facts.Read(fact);
    }

    private int? PlaceOf(Fact fact) => segments.PlaceOf(fact.Name);
}
