using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides under one plan in one context and keeps everything that the last decision rested on. A decision is a pure function of plan, context and snapshot, so which tests held, which rules fired, what each cause took out and all points are told from them when somebody asks. Before the first it tells of a snapshot of zeros. Not for several threads.</summary>
internal sealed class PlanTrace
{
    private const int Block = 64;
    private readonly BoundPlan _bound;
    private readonly RowExecutor _rows;
    private readonly AlignedWords _memory;

    /// <summary>Where the memory begins; it is pinned.</summary>
    private readonly nint _first;
    private readonly nint _bytes;

    public PlanTrace(BoundPlan bound)
    {
        (_bound, _rows, _bytes) = (bound, bound.Rows, bound.RowBytes);
        _memory = new AlignedWords(bound.RowBytes / sizeof(short));
        _first = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref Unsafe.As<short, byte>(ref _memory.At(0)));
    }

    /// <summary>The packed snapshot.</summary>
    public ReadOnlySpan<byte> Row => MemoryMarshal.AsBytes(_memory.Span);

    /// <summary>The points of each channel, eligible or not.</summary>
    public int[] Scores => Executor.Scores(ref First);

    /// <summary>The channels that nothing took out.</summary>
    public uint Eligible => Causes.Aggregate(_bound.Plan.AllChannels & ~_bound.Blocked, (left, cause) => left & ~cause);

    /// <summary>The channels that each cause took out: all rules, then each flags field, then each limit.</summary>
    public uint[] Causes => Executor.Causes(ref First);

    /// <summary>Which tests held, by <see cref="DecisionPlan.TestBits"/>.</summary>
    public ulong[] Tests => Executor.Tests(ref First);

    private ref byte First => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _first);

    /// <summary>The one that tells every step apart.</summary>
    private ScalarRowExecutor Executor => new(_bound);

    /// <summary>The choice for a packed snapshot, which is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PlanChoice Decide(ReadOnlySpan<byte> row)
    {
        ref var known = ref RowDecider.Known(_bound, row);

        // Most snapshots are one line of the cache, and so is what keeps them.
        ref var to = ref First;
        Unsafe.CopyBlockUnaligned(ref to, ref known, Block);
        for (nint at = Block; at < _bytes; at += Block)
        {
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref to, at), ref Unsafe.Add(ref known, at), Block);
        }

        return _rows.Decide(ref known);
    }

    /// <summary>Whether all tests of a stated rule held.</summary>
    public bool HasFired(int rule)
    {
        var tests = Tests;
        return _bound.Plan.Source.Rules[rule].Tests.All(t => (tests[_bound.Plan.TestBits[t] >> 6] >> (_bound.Plan.TestBits[t] & 63) & 1) != 0);
    }
}
