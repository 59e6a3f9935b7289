using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OmniChannel;

/// <summary>Decides for one customer under a small plan: one word of tests, one of what the rules give, eight 16-bit points in one register. No branch depends on the customer.</summary>
/// <remarks>One method without a call: a vector that lives across a call is kept in memory. Places come from the layout of the plan, the length of the row is checked before, and places that the row names are masked.</remarks>
internal sealed class SheetExecutor<TLanes>(BoundPlan bound, RowSheet sheet) : RowExecutor
    where TLanes : struct, ISheetLanes
{
    private readonly BoundPlan _bound = bound;
    private readonly RowSheet _sheet = sheet;
    private readonly AlignedWords _memory = sheet.Memory;
    private readonly LaneOperation[] _lanes = sheet.Lanes;

    // Most policies have one of each, or none, whose bit is 0; a loop around one takes as long as what is in it.
    private readonly WordTest _word = bound.Plan.WordTests.FirstOrDefault();
    private readonly WindowTest _window = bound.Plan.Windows.Length > 0 ? bound.Plan.Windows[0].At(bound.Context) : default;
    private readonly BonusOperation _bonus = sheet.Bonuses.FirstOrDefault();
    private readonly LimitOperation _limit = sheet.Limits.FirstOrDefault();
    private readonly Vector128<short> _start = Vector128.Create([.. bound.Start.Select(p => unchecked((short)p))]);
    private readonly ulong _tests = bound.Tests[0], _valid = bound.Plan.FirstValid, _given = (bound.Blocked | ~bound.Plan.AllChannels) & byte.MaxValue, _flagged = sheet.Flagged;
    private readonly nint _rulesEnd = sheet.RulesEnd, _keys = sheet.Keys, _keysEnd = sheet.KeysEnd, _flag0 = sheet.Flag0, _flag1 = sheet.Flag1, _flag2 = sheet.Flag2;
    private readonly bool _hasWord = bound.Plan.WordTests.Length > 0, _hasWindow = bound.Plan.Windows.Length > 0, _hasBonus = sheet.Bonuses.Length > 0, _hasLimit = sheet.Limits.Length > 0;
    private readonly bool _hasMore = sheet.HasMore || bound.Plan.WordTests.Length > 1 || bound.Plan.Windows.Length > 1 || sheet.Bonuses.Length > 1 || sheet.Limits.Length > 1;

    public override PlanChoice Decide(ref byte row)
    {
        ref var sheet = ref Unsafe.As<short, byte>(ref _memory.At(0));
        var tests = _tests | (_valid & TLanes.Test(ref row, ref Unsafe.Add(ref sheet, RowSheet.Places), ref Unsafe.Add(ref sheet, RowSheet.Lows), ref Unsafe.Add(ref sheet, RowSheet.Spans)));
        if (_hasWord)
        {
            tests |= _word.Test(ref row);
        }

        if (_hasWindow)
        {
            tests |= _window.Test(ref row);
        }

        if (_hasMore)
        {
            tests = MoreTests(ref row, tests);
        }

        var fired = TLanes.Fire(tests, ref Unsafe.Add(ref sheet, RowSheet.Rules), ref Unsafe.Add(ref sheet, _rulesEnd));
        var bits = fired.ToScalar();
        var (sum, above) = _hasMore ? More(ref row, bits) : (_start, Vector128<short>.Zero);
        for (var keys = _keys; keys < _keysEnd; keys += SheetKeys.Bytes)
        {
            var places = Places(TLanes.Gather(ref row, ref Unsafe.Add(ref sheet, keys)), ref Unsafe.Add(ref sheet, keys));
            sum += Load(ref sheet, (nint)(uint)places) + Load(ref sheet, (nint)(places >> 32));
        }

        foreach (ref readonly var lane in _lanes.AsSpan())
        {
            var numbers = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, lane.Offset))).AsByte()).AsInt16();
            sum += numbers * Load(ref sheet, lane.Start);
            for (var at = lane.Start + SheetKeys.Row; at < lane.End; at += 128)
            {
                sum += (Vector128.GreaterThan(numbers, Load(ref sheet, at)) & Load(ref sheet, at + 16)) + (Vector128.GreaterThan(numbers, Load(ref sheet, at + 32)) & Load(ref sheet, at + 48))
                    + ((Vector128.GreaterThan(numbers, Load(ref sheet, at + 64)) & Load(ref sheet, at + 80)) + (Vector128.GreaterThan(numbers, Load(ref sheet, at + 96)) & Load(ref sheet, at + 112)));
            }
        }

        if (_hasBonus)
        {
            sum += Load(ref sheet, Bonus(in _bonus, bits));
        }

        // Byte 0 has what is taken out, the bytes after it the flags that are missing. It stays among the vectors: the way there and back takes longer than all this.
        var flags = ((ulong)Unsafe.Add(ref row, _flag0) << 8) | ((ulong)Unsafe.Add(ref row, _flag1) << 16) | ((ulong)Unsafe.Add(ref row, _flag2) << 24);
        var missing = Vector128.AndNot(Vector128.CreateScalar(_flagged), fired | Vector128.CreateScalar(flags));
        var closed = (fired & Vector128.CreateScalar((ulong)byte.MaxValue)) | missing | Vector128.CreateScalar(_given);
        closed |= closed >> 16;
        var bit = Vector128.Create(0x0101, 0x0202, 0x0404, 0x0808, 0x1010, 0x2020, 0x4040, unchecked((short)0x8080));
        var open = Vector128.Equals(Vector128.Shuffle(closed.AsInt16(), Vector128<short>.Zero) & bit, Vector128<short>.Zero);
        if (_hasLimit)
        {
            above |= Above(in _limit, ref row, ref sheet);
        }

        // The points turned around: the smallest is the best, and what is not open is larger than all of them.
        var least = Least(((sum ^ Vector128.Create(short.MaxValue)) | ~open | above).AsUInt16());
        var any = ((int)(least & ushort.MaxValue) - ushort.MaxValue) >> 31;
        return new((((int)(least >> 16) + 1) & any) - 1, (short.MaxValue - (int)(least & ushort.MaxValue)) & any);
    }

    /// <summary>Tests beyond the first of each kind.</summary>
    private ulong MoreTests(ref byte row, ulong tests)
    {
        var plan = _bound.Plan;
        foreach (ref readonly var test in plan.WordTests.AsSpan())
        {
            tests |= test.Test(ref row);
        }

        foreach (ref readonly var test in plan.WideTests.AsSpan())
        {
            tests |= test.Test(ref row);
        }

        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            tests |= window.At(_bound.Context).Test(ref row);
        }

        return tests;
    }

    /// <summary>What the channels start with and other points, and what costs too much, beyond the first of each kind.</summary>
    private (Vector128<short> Sum, Vector128<short> Above) More(ref byte row, ulong bits)
    {
        ref var sheet = ref Unsafe.As<short, byte>(ref _memory.At(0));
        var (sum, above) = (_start, Vector128<short>.Zero);
        foreach (ref readonly var bonus in _sheet.Bonuses.AsSpan(Math.Min(1, _sheet.Bonuses.Length)))
        {
            sum += Load(ref sheet, Bonus(in bonus, bits));
        }

        foreach (ref readonly var scale in _sheet.Scales.AsSpan())
        {
            sum += Vector128.Create((short)scale.Slot.Read(ref row)) * Load(ref sheet, scale.Start);
        }

        foreach (ref readonly var rank in _sheet.Ranks.AsSpan())
        {
            sum += Load(ref sheet, rank.Start + (RowMachine.Rank(_bound.Plan, in rank, ref row) * SheetKeys.Row));
        }

        foreach (ref readonly var limit in _sheet.Limits.AsSpan())
        {
            above |= Above(in limit, ref row, ref sheet);
        }

        return (sum, above);
    }

    /// <summary>The row for what fired of four rules.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Bonus(in BonusOperation bonus, ulong bits) => bonus.Start + ((nint)(bits >> bonus.Shift & 15) * SheetKeys.Row);

    /// <summary>The channels whose entry is above the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Above(in LimitOperation limit, ref byte row, ref byte sheet)
    {
        var most = Math.Min(limit.Limit.Read(ref row), ushort.MaxValue);
        return Vector128.GreaterThan(Load(ref sheet, limit.Start + ((nint)(Unsafe.Add(ref row, limit.Key) & limit.Mask) * SheetKeys.Row)), Vector128.Create((short)(most + short.MinValue)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Load(ref byte from, nint at) => Vector128.LoadUnsafe(ref Unsafe.Add(ref from, at)).AsInt16();

    /// <summary>The places of two rows of points, from eight keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Places(Vector128<byte> keys, ref byte of)
    {
        Vector128<int> steps;
        var (factors, pairFactors) = (Vector128.LoadUnsafe(ref of, SheetKeys.Factors), Vector128.LoadUnsafe(ref of, SheetKeys.PairFactors).AsInt16());
        if (Ssse3.IsSupported)
        {
            steps = Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(keys, factors.AsSByte()), pairFactors);
        }
        else
        {
            var (even, odd) = (keys.AsUInt16() & Vector128.Create((ushort)byte.MaxValue), keys.AsUInt16() >> 8);
            var pairs = ((even * (factors.AsUInt16() & Vector128.Create((ushort)byte.MaxValue))) + (odd * (factors.AsUInt16() >> 8))) * pairFactors.AsUInt16();
            steps = (pairs.AsUInt32() + (pairs.AsUInt32() >> 16)).AsInt32();
        }

        return ((steps & Vector128.LoadUnsafe(ref of, SheetKeys.Masks).AsInt32()) + Vector128.LoadUnsafe(ref of, SheetKeys.Starts).AsInt32()).AsUInt64().ToScalar();
    }

    /// <summary>The smallest of eight numbers, and from bit 16 on the first lane that has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Least(Vector128<ushort> numbers)
    {
        if (Sse41.IsSupported)
        {
            return Sse41.MinHorizontal(numbers).AsUInt32().ToScalar();
        }

        var least = Vector128.Min(numbers, Vector128.Shuffle(numbers, Vector128.Create((ushort)4, 5, 6, 7, 0, 1, 2, 3)));
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create((ushort)2, 3, 0, 1, 6, 7, 4, 5)));
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create((ushort)1, 0, 3, 2, 5, 4, 7, 6)));
        return least.ToScalar() | ((uint)System.Numerics.BitOperations.TrailingZeroCount(Vector128.Equals(numbers, least).ExtractMostSignificantBits()) << 16);
    }
}
