using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Everything that one decision rested on: the plan, its context and the snapshot. A decision is a pure function of them, so which tests held, which rules fired, what each cause took out and all points are told from them when somebody asks. Reused from decision to decision; not for several threads.</summary>
internal sealed class PlanTrace(DecisionPlan plan)
{
    private const int Block = 64;
    private readonly byte[] _row = new byte[plan.RowBytes];
    private BoundPlan? _bound;

    /// <summary>The packed snapshot.</summary>
    public ReadOnlySpan<byte> Row => _row;

    /// <summary>The points of each channel, eligible or not.</summary>
    public int[] Scores => Executor.Scores(ref MemoryMarshal.GetArrayDataReference(_row));

    /// <summary>The channels that nothing took out.</summary>
    public uint Eligible => Causes.Aggregate(plan.AllChannels & ~_bound!.Blocked, (left, cause) => left & ~cause);

    /// <summary>The channels that each cause took out: all rules, then each flags field, then each limit.</summary>
    public uint[] Causes => Executor.Causes(ref MemoryMarshal.GetArrayDataReference(_row));

    /// <summary>Which tests held, by <see cref="DecisionPlan.TestBits"/>.</summary>
    public ulong[] Tests => Executor.Tests(ref MemoryMarshal.GetArrayDataReference(_row));

    /// <summary>Whether all tests of a stated rule held.</summary>
    public bool HasFired(int rule)
    {
        var tests = Tests;
        return plan.Source.Rules[rule].Tests.All(t => (tests[plan.TestBits[t] >> 6] >> (plan.TestBits[t] & 63) & 1) != 0);
    }

    /// <summary>Keeps what a decision under this plan follows from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Keep(BoundPlan bound, ref byte row)
    {
        if (!ReferenceEquals(_bound, bound))
        {
            _bound = bound;
        }

        ref var to = ref MemoryMarshal.GetArrayDataReference(_row);
        for (nint at = 0; at < _row.Length; at += Block)
        {
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref to, at), ref Unsafe.Add(ref row, at), Block);
        }
    }

    /// <summary>The one that tells every step apart.</summary>
    private ScalarRowExecutor Executor => new(_bound ?? throw new InvalidOperationException("Found a trace of no decision; expected Explain to have filled it."));
}
