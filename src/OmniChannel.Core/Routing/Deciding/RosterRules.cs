using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>The rules of a policy for up to 32 channels of a roster, on the compiled plan. For many threads.</summary>
internal sealed class RosterRules
{
    /// <summary>Channels of one plan.</summary>
    public const int Most = 32;

    private readonly PolicyPlan _plan;
    private readonly ScalarRowExecutor _rules;
    private readonly int _first;
    private Room? _room;

    /// <exception cref="PlanException">They fit no plan.</exception>
    public RosterRules(Policy policy, Channel[] channels, int first)
    {
        _plan = policy.Compiled.For(channels);
        _rules = new ScalarRowExecutor(_plan.Plan.Bind([]));
        _first = first;
    }

    /// <summary>Adds the points of its channels, and says which of them a rule takes out.</summary>
    public ulong Judge(DecisionBasis basis, Span<int> points)
    {
        // One thread after the other uses the same room; a second at the same time makes its own.
        var room = Interlocked.Exchange(ref _room, null) ?? new Room(_plan.Plan);
        Pack(basis, room.Row);
        var left = _rules.Judge(ref MemoryMarshal.GetArrayDataReference(room.Row), room.Points);
        for (var c = 0; c < _plan.Channels.Count; c++)
        {
            points[_first + c] += room.Points[c];
        }

        var taken = (ulong)(_plan.Plan.AllChannels & ~left) << _first;
        _room = room;
        return taken;
    }

    /// <summary>Packs what is known of the customer: what <see cref="Judge"/> begins with. What depends on the customer alone is kept from the first time.</summary>
    public void Pack(DecisionBasis basis, Span<byte> row)
    {
        ref var kept = ref basis.Customer.Packed[_first / Most];
        if (Volatile.Read(ref kept) is { } before && before.Plan == _plan)
        {
            before.Row.CopyTo(row);
            _plan.Pack(new BasisFacts(basis, _first), row, isAgain: true);
            return;
        }

        _plan.Pack(new BasisFacts(basis, _first), row);
        Volatile.Write(ref kept, new PackedCustomer(_plan, row[.._plan.Plan.RowBytes].ToArray()));
    }

    /// <summary>Packs it as if for the first time.</summary>
    public void PackAnew(DecisionBasis basis, Span<byte> row) => _plan.Pack(new BasisFacts(basis, _first), row);

    private sealed class Room(DecisionPlan plan)
    {
        public byte[] Row { get; } = new byte[plan.RowBytes];

        public int[] Points { get; } = new int[plan.Stride];
    }
}

/// <summary>A customer as a plan packed them before.</summary>
internal sealed record PackedCustomer(PolicyPlan Plan, byte[] Row);
