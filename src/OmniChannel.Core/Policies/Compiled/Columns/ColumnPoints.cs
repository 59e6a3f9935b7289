using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Adds the points of a block up, channel by channel, and keeps the best. What most policies have is one pass, the sum in a register; what goes beyond it is added up before.</summary>
internal static class ColumnPoints<TLanes, TWords>
    where TLanes : struct, IColumnLanes<TWords>
    where TWords : struct
{
    /// <summary>Tables in one pass.</summary>
    private const int Tables = 5;

    private const int Words = ColumnWorkspace.Words;

    public static void Decide(ColumnWorkspace work, ref byte block)
    {
        var plan = work.Bound.Plan;
        var lookups = work.Tables.Lookups;
        for (var l = 0; l < lookups.Length; l++)
        {
            Keys(work, in lookups[l], ref block, ref work.Keys.At(l * ColumnBlock.Rows));
        }

        work.Channel.Span.Fill(-1);
        work.Best.Span.Fill(short.MinValue);
        var isMore = lookups.Length > Tables || work.Tables.OfOneSlice < lookups.Length || plan.Linears.Length > 1 || plan.Linears.Any(l => l.Width == 2) || plan.Steps.Length > 1 || plan.Steps.Any(s => s.Count > 4);
        for (var c = 0; c < plan.Channels; c++)
        {
            if (isMore)
            {
                work.Sum.Span.Clear();
                More(work, c, ref block, ref work.Sum.At(0));
            }

            Pass(work, c, ref block, isMore);
        }
    }

    private static void Keys(ColumnWorkspace work, in ColumnLookup lookup, ref byte block, ref short keys)
    {
        if (lookup.First < 0)
        {
            BonusKeys(work, lookup.Second, ref keys);
            return;
        }

        ref var first = ref ColumnExecutor<TLanes, TWords>.At(ref block, lookup.First);
        if (lookup.Second < 0)
        {
            for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
            {
                TLanes.Store(TLanes.Key(TLanes.Widen(ref Unsafe.Add(ref first, row))), ref Unsafe.Add(ref keys, row));
            }

            return;
        }

        ref var second = ref ColumnExecutor<TLanes, TWords>.At(ref block, lookup.Second);
        var scale = TLanes.All(lookup.Scale);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            var number = TLanes.Add(TLanes.Multiply(TLanes.Widen(ref Unsafe.Add(ref first, row)), scale), TLanes.Widen(ref Unsafe.Add(ref second, row)));
            TLanes.Store(TLanes.Key(number), ref Unsafe.Add(ref keys, row));
        }
    }

    /// <summary>Of three or four rules that add points, which fired, as a number.</summary>
    private static void BonusKeys(ColumnWorkspace work, int first, ref short keys)
    {
        var (none, one, two, four, eight) = (TLanes.All(0), TLanes.All(1), TLanes.All(2), TLanes.All(4), TLanes.All((short)(work.Tables.BonusesOfOne > 3 ? 8 : 0)));
        ref var b0 = ref Fired(work, first);
        ref var b1 = ref Fired(work, first + 1);
        ref var b2 = ref Fired(work, first + 2);
        ref var b3 = ref Fired(work, first + 3);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            var number = TLanes.Add(
                TLanes.Add(TLanes.Select(TLanes.Where(ref Unsafe.Add(ref b0, row / 8)), one, none), TLanes.Select(TLanes.Where(ref Unsafe.Add(ref b1, row / 8)), two, none)),
                TLanes.Add(TLanes.Select(TLanes.Where(ref Unsafe.Add(ref b2, row / 8)), four, none), TLanes.Select(TLanes.Where(ref Unsafe.Add(ref b3, row / 8)), eight, none)));
            TLanes.Store(TLanes.Key(number), ref Unsafe.Add(ref keys, row));
        }
    }

    /// <summary>The bits of a rule that adds points; of one that is not there, any.</summary>
    private static ref byte Fired(ColumnWorkspace work, int bonus) =>
        ref Bits(work.Fired, work.Tables.BonusBits[Math.Min(bonus, work.Tables.BonusBits.Length - 1)] * Words);

    private static ref byte Bits(ulong[] bits, int at) => ref Unsafe.As<ulong, byte>(ref MemoryMarshal.GetReference(bits.AsSpan(at, Words)));

    /// <summary>What one pass does not hold: further tables, large tables, further thresholds and factors.</summary>
    private static void More(ColumnWorkspace work, int channel, ref byte block, ref short sum)
    {
        var plan = work.Bound.Plan;
        var lookups = work.Tables.Lookups;
        for (var l = 0; l < lookups.Length; l++)
        {
            if (l >= Tables || lookups[l].Slices > 1)
            {
                Lookup(ref work.Tables.Entries.At(lookups[l].Start + (channel * lookups[l].Size)), lookups[l].Slices, ref work.Keys.At(l * ColumnBlock.Rows), ref sum);
            }
        }

        for (var s = 0; s < plan.Steps.Length; s++)
        {
            for (var t = s == 0 ? 4 : 0; t < plan.Steps[s].Count; t += 4)
            {
                Numbers(Four(plan, s, t, channel), TLanes.All(0), ref ColumnExecutor<TLanes, TWords>.At(ref block, plan.Steps[s].Offset + channel), ref sum);
            }
        }

        for (var l = 0; l < plan.Linears.Length; l++)
        {
            if (plan.Linears[l].Width == 2)
            {
                Words2(Factor(plan, l, channel), ref ColumnExecutor<TLanes, TWords>.WordsAt(ref block, plan.Linears[l].Offset + (channel * 2)), ref sum);
                continue;
            }

            if (l == 0)
            {
                continue;
            }

            Numbers(Four(plan, plan.Steps.Length, 0, channel), Factor(plan, l, channel), ref ColumnExecutor<TLanes, TWords>.At(ref block, plan.Linears[l].Offset + channel), ref sum);
        }
    }

    private static void Lookup(ref short table, int slices, ref short keys, ref short sum)
    {
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            TLanes.Store(TLanes.Add(TLanes.Load(ref at), TLanes.Lookup(ref table, slices, TLanes.Load(ref Unsafe.Add(ref keys, row)))), ref at);
        }
    }

    private static void Numbers(in ColumnSteps<TWords> steps, TWords factor, ref byte bytes, ref short sum)
    {
        var four = steps;
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            var numbers = TLanes.Widen(ref Unsafe.Add(ref bytes, row));
            TLanes.Store(Add(TLanes.Add(TLanes.Load(ref at), TLanes.Multiply(numbers, factor)), numbers, in four), ref at);
        }
    }

    private static void Words2(TWords factor, ref short words, ref short sum)
    {
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            TLanes.Store(TLanes.Add(TLanes.Load(ref at), TLanes.Multiply(TLanes.Load(ref Unsafe.Add(ref words, row)), factor)), ref at);
        }
    }

    /// <summary>Five tables, four thresholds, one factor. A channel takes over where nothing takes it out and it has more points: the lowest wins a tie. Points never reach the smallest number, so the first open one always does.</summary>
    private static void Pass(ColumnWorkspace work, int channel, ref byte block, bool isMore)
    {
        var plan = work.Bound.Plan;
        var (t0, t1, t2, t3, t4) = (Table(work, channel, 0), Table(work, channel, 1), Table(work, channel, 2), Table(work, channel, 3), Table(work, channel, 4));
        ref var k0 = ref work.KeysOf(0);
        ref var k1 = ref work.KeysOf(1);
        ref var k2 = ref work.KeysOf(2);
        ref var k3 = ref work.KeysOf(3);
        ref var k4 = ref work.KeysOf(4);
        var four = Four(plan, 0, 0, channel);
        var isLinear = plan.Linears.Length > 0 && plan.Linears[0].Width == 1;
        var factor = isLinear ? Factor(plan, 0, channel) : TLanes.All(0);
        ref var stepped = ref ColumnExecutor<TLanes, TWords>.At(ref block, plan.Steps.Length > 0 ? plan.Steps[0].Offset + channel : 0);
        ref var linear = ref ColumnExecutor<TLanes, TWords>.At(ref block, isLinear ? plan.Linears[0].Offset + channel : 0);
        ref var sum = ref work.Sum.At(0);
        ref var best = ref work.Best.At(0);
        ref var channels = ref work.Channel.At(0);
        ref var blocked = ref Bits(work.Blocked, channel * Words);
        var (me, closed, start) = (TLanes.All((short)channel), TLanes.All(short.MinValue), TLanes.All(work.Start[channel]));
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            var points = TLanes.Add(start, TLanes.Multiply(TLanes.Widen(ref Unsafe.Add(ref linear, row)), factor));
            if (isMore)
            {
                points = TLanes.Add(points, TLanes.Load(ref Unsafe.Add(ref sum, row)));
            }

            points = TLanes.Add(points, TLanes.LookupFirst(t0, TLanes.Load(ref Unsafe.Add(ref k0, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t1, TLanes.Load(ref Unsafe.Add(ref k1, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t2, TLanes.Load(ref Unsafe.Add(ref k2, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t3, TLanes.Load(ref Unsafe.Add(ref k3, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t4, TLanes.Load(ref Unsafe.Add(ref k4, row))));
            points = Add(points, TLanes.Widen(ref Unsafe.Add(ref stepped, row)), in four);
            points = TLanes.Select(TLanes.Where(ref Unsafe.Add(ref blocked, row / 8)), closed, points);
            ref var bestAt = ref Unsafe.Add(ref best, row);
            ref var channelAt = ref Unsafe.Add(ref channels, row);
            var held = TLanes.Load(ref bestAt);
            TLanes.Store(TLanes.WhereAbove(points, held, me, TLanes.Load(ref channelAt)), ref channelAt);
            TLanes.Store(TLanes.Most(points, held), ref bestAt);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords Add(TWords points, TWords numbers, in ColumnSteps<TWords> four)
    {
        points = TLanes.AddAbove(points, numbers, four.Threshold0, four.Points0);
        points = TLanes.AddAbove(points, numbers, four.Threshold1, four.Points1);
        points = TLanes.AddAbove(points, numbers, four.Threshold2, four.Points2);
        return TLanes.AddAbove(points, numbers, four.Threshold3, four.Points3);
    }

    /// <summary>The table of a channel, or one of zeros.</summary>
    private static TWords Table(ColumnWorkspace work, int channel, int lookup) => lookup < work.Tables.OfOneSlice
        ? TLanes.Table(ref work.Tables.Entries.At(work.Tables.Lookups[lookup].Start + (channel * work.Tables.Lookups[lookup].Size)))
        : TLanes.All(0);

    private static TWords Factor(DecisionPlan plan, int linear, int channel) =>
        TLanes.All(linear < plan.Linears.Length ? (short)plan.Points[(int)plan.Linears[linear].Start + channel] : (short)0);

    /// <summary>Four thresholds; those that are not there add nothing.</summary>
    private static ColumnSteps<TWords> Four(DecisionPlan plan, int steps, int at, int channel)
    {
        var (t0, p0) = Step(plan, steps, at, channel);
        var (t1, p1) = Step(plan, steps, at + 1, channel);
        var (t2, p2) = Step(plan, steps, at + 2, channel);
        var (t3, p3) = Step(plan, steps, at + 3, channel);
        return new(t0, p0, t1, p1, t2, p2, t3, p3);
    }

    private static (TWords Threshold, TWords Points) Step(DecisionPlan plan, int steps, int at, int channel) => steps < plan.Steps.Length && at < plan.Steps[steps].Count
        ? (TLanes.All((short)Math.Min(plan.Thresholds[(int)plan.Steps[steps].Thresholds + at], short.MaxValue)), TLanes.All((short)plan.Points[(int)plan.Steps[steps].Start + (at * plan.Stride) + channel]))
        : (TLanes.All(short.MaxValue), TLanes.All(0));
}

/// <summary>Four thresholds and what is added above each.</summary>
internal readonly record struct ColumnSteps<TWords>(TWords Threshold0, TWords Points0, TWords Threshold1, TWords Points1, TWords Threshold2, TWords Points2, TWords Threshold3, TWords Points3)
    where TWords : struct;
