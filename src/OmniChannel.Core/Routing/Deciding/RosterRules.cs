namespace OmniChannel;

/// <summary>The rules of a policy for up to 32 channels of a roster, on the compiled plan. For many threads.</summary>
internal sealed class RosterRules
{
    private readonly PolicyPlan _plan;
    private readonly BoundPlan _bound;
    private readonly int _first;
    private Room? _room;

    /// <exception cref="PlanException">They fit no plan.</exception>
    public RosterRules(Policy policy, Channel[] channels, int first)
    {
        _plan = policy.Compiled.For(channels);
        _bound = _plan.Plan.Bind([]);
        _first = first;
    }

    /// <summary>Adds the points of its channels, and says which of them a rule takes out.</summary>
    public ulong Judge(DecisionBasis basis, Span<int> points)
    {
        // One thread after the other uses the same room; a second at the same time makes its own.
        var room = Interlocked.Exchange(ref _room, null) ?? new Room(_plan.Plan);
        _plan.Pack(new BasisFacts(basis, _first), room.Row);
        _bound.Explain(room.Row, room.Trace);
        for (var c = 0; c < _plan.Channels.Count; c++)
        {
            points[_first + c] += room.Trace.Scores[c];
        }

        var taken = (ulong)(_plan.Plan.AllChannels & ~room.Trace.Eligible) << _first;
        _room = room;
        return taken;
    }

    /// <summary>Packs what is known of the customer: what <see cref="Judge"/> begins with.</summary>
    public int Pack(DecisionBasis basis, Span<byte> row)
    {
        _plan.Pack(new BasisFacts(basis, _first), row);
        return _plan.Plan.RowBytes;
    }

    private sealed class Room(DecisionPlan plan)
    {
        public byte[] Row { get; } = new byte[plan.RowBytes];

        public PlanTrace Trace { get; } = new(plan);
    }
}
