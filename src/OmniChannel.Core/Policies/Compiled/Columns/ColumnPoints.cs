using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Adds the points of a block up, channel by channel, and keeps the best.</summary>
internal static class ColumnPoints<TLanes, TWords>
    where TLanes : struct, IColumnLanes<TWords>
    where TWords : struct
{
    private const int Words = ColumnWorkspace.Words;

    public static void Decide(ColumnWorkspace work, ref byte block)
    {
        var plan = work.Bound.Plan;
        var lookups = work.Tables.Lookups;
        for (var l = 0; l < lookups.Length; l++)
        {
            Keys(in lookups[l], ref block, ref work.Keys.At(l * ColumnBlock.Rows));
        }

        work.Channel.Span.Fill(-1);
        work.Best.Span.Fill(short.MinValue);
        for (var c = 0; c < plan.Channels; c++)
        {
            ref var sum = ref work.Sum.At(0);
            Tables(work, c, ref sum);
            foreach (ref readonly var steps in plan.Steps.AsSpan())
            {
                ref var bytes = ref ColumnExecutor<TLanes, TWords>.At(ref block, steps.Offset + c);
                for (var t = 0; t < steps.Count; t += 4)
                {
                    Steps(plan, in steps, t, c, ref bytes, ref sum);
                }
            }

            foreach (ref readonly var linear in plan.Linears.AsSpan())
            {
                Linear((short)plan.Points[(int)linear.Start + c], ref ColumnExecutor<TLanes, TWords>.At(ref block, linear.Offset + (c * linear.Width)), linear.Width, ref sum);
            }

            foreach (var rule in work.Rules)
            {
                if (rule.Points is { } points && points[c] != 0)
                {
                    Bonus(work.Fired.AsSpan(rule.Bit * Words, Words), points[c], ref sum);
                }
            }

            Keep(work, c, ref sum);
        }
    }

    private static void Keys(in ColumnLookup lookup, ref byte block, ref short keys)
    {
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

    /// <summary>What the channel starts with and its rows of all tables; four tables of one slice in one pass.</summary>
    private static void Tables(ColumnWorkspace work, int channel, ref short sum)
    {
        var lookups = work.Tables.Lookups;
        var ofOne = work.Tables.OfOneSlice;
        Four(work, channel, 0, isFirst: true, ref sum);
        for (var l = 4; l < ofOne; l += 4)
        {
            Four(work, channel, l, isFirst: false, ref sum);
        }

        for (var l = ofOne; l < lookups.Length; l++)
        {
            ref var table = ref work.Tables.Entries.At(lookups[l].Start + (channel * lookups[l].Size));
            ref var keys = ref work.Keys.At(l * ColumnBlock.Rows);
            for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
            {
                ref var at = ref Unsafe.Add(ref sum, row);
                TLanes.Store(TLanes.Add(TLanes.Load(ref at), TLanes.Lookup(ref table, lookups[l].Slices, TLanes.Load(ref Unsafe.Add(ref keys, row)))), ref at);
            }
        }
    }

    private static void Four(ColumnWorkspace work, int channel, int first, bool isFirst, ref short sum)
    {
        var (t0, t1, t2, t3) = (Table(work, channel, first), Table(work, channel, first + 1), Table(work, channel, first + 2), Table(work, channel, first + 3));
        var start = TLanes.All(work.Start[channel]);
        ref var k0 = ref work.KeysOf(first);
        ref var k1 = ref work.KeysOf(first + 1);
        ref var k2 = ref work.KeysOf(first + 2);
        ref var k3 = ref work.KeysOf(first + 3);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            var points = isFirst ? start : TLanes.Load(ref at);
            points = TLanes.Add(points, TLanes.LookupFirst(t0, TLanes.Load(ref Unsafe.Add(ref k0, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t1, TLanes.Load(ref Unsafe.Add(ref k1, row))));
            points = TLanes.Add(points, TLanes.LookupFirst(t2, TLanes.Load(ref Unsafe.Add(ref k2, row))));
            TLanes.Store(TLanes.Add(points, TLanes.LookupFirst(t3, TLanes.Load(ref Unsafe.Add(ref k3, row)))), ref at);
        }
    }

    /// <summary>The table of a channel, or one of zeros.</summary>
    private static TWords Table(ColumnWorkspace work, int channel, int lookup) => lookup < work.Tables.OfOneSlice
        ? TLanes.Table(ref work.Tables.Entries.At(work.Tables.Lookups[lookup].Start + (channel * work.Tables.Lookups[lookup].Size)))
        : TLanes.All(0);

    /// <summary>Four thresholds in one pass; those that are not there add nothing.</summary>
    private static void Steps(DecisionPlan plan, in StepsOperation steps, int start, int channel, ref byte bytes, ref short sum)
    {
        var (t0, p0) = Step(plan, in steps, start, channel);
        var (t1, p1) = Step(plan, in steps, start + 1, channel);
        var (t2, p2) = Step(plan, in steps, start + 2, channel);
        var (t3, p3) = Step(plan, in steps, start + 3, channel);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            var numbers = TLanes.Widen(ref Unsafe.Add(ref bytes, row));
            var points = TLanes.AddAbove(TLanes.Load(ref at), numbers, t0, p0);
            points = TLanes.AddAbove(points, numbers, t1, p1);
            points = TLanes.AddAbove(points, numbers, t2, p2);
            TLanes.Store(TLanes.AddAbove(points, numbers, t3, p3), ref at);
        }
    }

    private static (TWords Threshold, TWords Points) Step(DecisionPlan plan, in StepsOperation steps, int at, int channel) => at < steps.Count
        ? (TLanes.All((short)Math.Min(plan.Thresholds[(int)steps.Thresholds + at], short.MaxValue)), TLanes.All((short)plan.Points[(int)steps.Start + (at * plan.Stride) + channel]))
        : (TLanes.All(short.MaxValue), TLanes.All(0));

    private static void Linear(short factor, ref byte bytes, int width, ref short sum)
    {
        var factors = TLanes.All(factor);
        if (width == 2)
        {
            ref var words = ref Unsafe.As<byte, short>(ref bytes);
            for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
            {
                ref var at = ref Unsafe.Add(ref sum, row);
                TLanes.Store(TLanes.Add(TLanes.Load(ref at), TLanes.Multiply(TLanes.Load(ref Unsafe.Add(ref words, row)), factors)), ref at);
            }

            return;
        }

        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            TLanes.Store(TLanes.Add(TLanes.Load(ref at), TLanes.Multiply(TLanes.Widen(ref Unsafe.Add(ref bytes, row)), factors)), ref at);
        }
    }

    private static void Bonus(ReadOnlySpan<ulong> fired, short points, ref short sum)
    {
        var each = TLanes.All(points);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var at = ref Unsafe.Add(ref sum, row);
            TLanes.Store(TLanes.AddWhere(TLanes.Load(ref at), fired[row >> 6] >> (row & 63), each), ref at);
        }
    }

    /// <summary>A channel takes over where nothing takes it out and it has more points: the lowest wins a tie. Points never reach the smallest number, so the first open one always does.</summary>
    private static void Keep(ColumnWorkspace work, int channel, ref short sum)
    {
        ref var best = ref work.Best.At(0);
        ref var channels = ref work.Channel.At(0);
        var blocked = work.Blocked.AsSpan(channel * Words, Words);
        var me = TLanes.All((short)channel);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            ref var bestAt = ref Unsafe.Add(ref best, row);
            ref var channelAt = ref Unsafe.Add(ref channels, row);
            var points = TLanes.Close(TLanes.Load(ref Unsafe.Add(ref sum, row)), blocked[row >> 6] >> (row & 63));
            var held = TLanes.Load(ref bestAt);
            TLanes.Store(TLanes.WhereAbove(points, held, me, TLanes.Load(ref channelAt)), ref channelAt);
            TLanes.Store(TLanes.Most(points, held), ref bestAt);
        }
    }
}
