using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OmniChannel.Tests.Policies.Compiled;
using static OmniChannel.Benchmarks.NbcHandRow;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 for columns of customers, written by hand for AVX2: 32 at a time for the rules, one byte of channels each; 16 at a time for the points, all in registers.</summary>
internal sealed class NbcByHandColumns256
{
    private const int Rows = 1024;
    private const int OfPersona = 0, OfStage = 1, DeviceUrgency = 2, Of = 3, Penalty = 4, LtvCart = 5, Eff = 6, Count = 7;
    private readonly short[] _tables = new short[Count * 8 * 16];
    private readonly short _now;
    private readonly byte _open;

    public NbcByHandColumns256(NbcTables tables, NbcContext context)
    {
        _now = (short)context.Now;
        _open = (byte)(context.Health & (context.Agents == 0 ? 0x7F : 0xFF));
        for (var c = 0; c < 8; c++)
        {
            Fill(OfPersona, 6, i => tables.Persona[i][c] + 50);
            Fill(OfStage, 5, i => tables.Stage[i][c]);
            Fill(DeviceUrgency, 16, i => tables.Device[i / 4][c] + tables.Urgency[i % 4][c]);
            Fill(Of, 16, i => tables.Segment[i][c]);
            Fill(Penalty, 8, i => -(NbcTables.Eff(i, c) / 50));
            Fill(LtvCart, 15, i => (i / 3 >= 3 ? (0x88 >> c & 1) * 25 : i / 3 <= 1 ? (0x82 >> c & 1) * -15 : 0) + (i % 3 == 0 ? 0 : i % 3 == 1 ? (0x8E >> c & 1) * 40 : c == 0 ? 10 : 0));
            Fill(Eff, 8, i => NbcTables.Eff(i, c));

            void Fill(int table, int rows, Func<int, int> points)
            {
                for (var i = 0; i < rows; i++)
                {
                    _tables[(((table * 8) + c) * 16) + i] = (short)points(i);
                }
            }
        }
    }

    /// <summary>One block of 1,024 rows, the field at offset o of a row in the column from 1,024 × o.</summary>
    public void Decide(ReadOnlySpan<byte> block, Span<short> channels, Span<short> scores)
    {
        ref var at = ref MemoryMarshal.GetReference(block);
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        for (nuint r = 0; r < Rows; r += 32)
        {
            var open = Open(ref at, r);
            for (nuint half = 0; half < 32; half += 16)
            {
                var row = r + half;
                var left = Words(half == 0 ? open.GetLower() : open.GetUpper());
                var stage = Words(ref at, Stage, row);
                var persona = Key(Words(ref at, NbcHandRow.Persona, row));
                var stageKey = Key(stage);
                var deviceUrgency = Key(Vector256.ShiftLeft(Words(ref at, Device, row), 2) + Words(ref at, NbcHandRow.Urgency, row));
                var segment = Key(Words(ref at, NbcHandRow.Segment, row));
                var country = Key(Words(ref at, Country, row));
                var large = Vector256.GreaterThanOrEqual(Load(ref at, Cart, row).AsUInt16(), Vector256.Create((ushort)20_000)).AsInt16();
                var cart = large & (Vector256.Create((short)2) + Vector256.Equals(stage, Vector256.Create((short)2)));
                var ltvCart = Key((Words(ref at, Ltv, row) * Vector256.Create((short)3)) + cart);
                var budget = Load(ref at, Budget, row);
                var best = Vector256.Create(short.MinValue);
                var channel = Vector256.Create((short)-1);
                for (var c = 0; c < 8; c++)
                {
                    var days = Words(ref at, Eng + c, row);
                    var points = Eight(ref tables, OfPersona, c, persona) + Eight(ref tables, OfStage, c, stageKey) + Row(ref tables, DeviceUrgency, c, deviceUrgency) + Row(ref tables, Of, c, segment)
                        + Eight(ref tables, Penalty, c, country) + Row(ref tables, LtvCart, c, ltvCart) - Vector256.ShiftLeft(Words(ref at, Sent + c, row), 3);
                    points = Over(points, days, 1, -15);
                    points = Over(points, days, 7, -20);
                    points = Over(points, days, 30, -15);
                    points = Over(points, days, 90, -20);
                    var bit = Vector256.Create((short)(1 << c));
                    var none = Vector256.Create(short.MinValue);
                    points = Vector256.ConditionalSelect(Vector256.Equals(left & bit, bit), points, none);
                    points = Vector256.ConditionalSelect(Vector256.GreaterThan(Eight(ref tables, Eff, c, country), budget), none, points);
                    channel = Vector256.ConditionalSelect(Vector256.GreaterThan(points, best), Vector256.Create((short)c), channel);
                    best = Vector256.Max(points, best);
                }

                channel.StoreUnsafe(ref MemoryMarshal.GetReference(channels), row);
                Vector256.ConditionalSelect(Vector256.Equals(channel, Vector256<short>.AllBitsSet), Vector256<short>.Zero, best).StoreUnsafe(ref MemoryMarshal.GetReference(scores), row);
            }
        }
    }

    /// <summary>The channels that the rules leave, but for the budget: a byte for each of 32 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> Open(ref byte at, nuint r)
    {
        var msg = Bytes(ref at, Msg, r);
        var urgency = Bytes(ref at, NbcHandRow.Urgency, r);
        var flags = Bytes(ref at, Flags, r);
        var transactional = Vector256.Equals(msg, Vector256.Create((byte)1));
        var closed = Has(flags, OptOut) & Mask(0xFF);
        closed |= Has(flags, Minor) & Mask(0xCA);
        closed |= (Least(ref at, Sent24, r, 3) | Least(ref at, Sent7, r, 10)) & Mask(0x4F);
        closed |= Least(ref at, WaIn, r, 24) & ~Least(ref at, Ltv, r, 2) & Mask(0x08);
        closed |= Least(ref at, Complaints, r, 1) & Mask(0x0B);
        closed &= Vector256.Equals(msg, Vector256<byte>.Zero);
        var quiet = Vector256.Narrow(Quiet(ref at, r), Quiet(ref at, r + 16)).AsByte();
        closed |= quiet & Vector256.LessThan(urgency, Mask(3)) & Mask(0x8E);
        closed |= ~Least(ref at, HoursTouch, r, 4) & Vector256.LessThan(urgency, Mask(2)) & Mask(0x4E);
        closed |= Least(ref at, Bounces, r, 2) & Mask(0x01);
        closed |= Least(ref at, SmsFails, r, 3) & Mask(0x02);
        closed |= (~Has(flags, AppInst) | Least(ref at, PushAge, r, 91)) & Mask(0x04);
        closed |= ~Has(flags, AppAct) & Mask(0x10);
        closed |= ~Has(flags, WebAct) & Mask(0x20);
        closed |= ~Has(flags, AppAct | WebAct) & Mask(0x80);
        var capped = Vector256<byte>.Zero;
        for (var c = 0; c < 8; c++)
        {
            capped |= Least(ref at, Sent + c, r, NbcTables.Cap[c]) & Mask(1 << c);
        }

        closed |= capped & ~transactional;
        return (Bytes(ref at, Consent, r) | (transactional & Mask(0x11))) & Bytes(ref at, Reach, r) & Mask(_open) & ~closed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<short> Quiet(ref byte at, nuint r)
    {
        var day = Vector256.Create((short)1440);
        var (from, to) = (Load(ref at, Qs, r), Load(ref at, Qe, r));
        var local = Vector256.Create(_now) + Load(ref at, Tz, r);
        local += Vector256.LessThan(local, Vector256<short>.Zero) & day;
        local -= Vector256.GreaterThanOrEqual(local, day) & day;
        var (after, before) = (Vector256.GreaterThanOrEqual(local, from), Vector256.LessThan(local, to));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(from, to), after & before, after | before);
    }

    private static Vector256<byte> Mask(int value) => Vector256.Create((byte)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Bytes(ref byte at, int field, nuint r) => Vector256.LoadUnsafe(ref at, ((nuint)field * Rows) + r);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Least(ref byte at, int field, nuint r, int least) => Vector256.GreaterThanOrEqual(Bytes(ref at, field, r), Mask(least));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Has(Vector256<byte> flags, int flag) => ~Vector256.Equals(flags & Mask(flag), Vector256<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Load(ref byte at, int field, nuint row) => Vector256.LoadUnsafe(ref Unsafe.As<byte, short>(ref Unsafe.Add(ref at, field * Rows)), row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Words(ref byte at, int field, nuint row) => Words(Vector128.LoadUnsafe(ref at, ((nuint)field * Rows) + row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Words(Vector128<byte> bytes) => Avx2.ConvertToVector256Int16(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Over(Vector256<short> points, Vector256<short> days, short above, short more) =>
        points + (Vector256.GreaterThan(days, Vector256.Create(above)) & Vector256.Create(more));

    /// <summary>The two bytes of row k are 2k and 2k + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Key(Vector256<short> row) => (row * Vector256.Create((short)0x0202)) + Vector256.Create((short)0x0100);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Eight(ref short tables, int table, int channel, Vector256<short> key) => Half(ref tables, ((table * 8) + channel) * 16, key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Row(ref short tables, int table, int channel, Vector256<short> key)
    {
        var at = ((table * 8) + channel) * 16;
        var upper = Vector256.GreaterThan(key & Vector256.Create((short)0xFF), Vector256.Create((short)15));
        return Vector256.ConditionalSelect(upper, Half(ref tables, at + 8, key & Vector256.Create((short)0x0F0F)), Half(ref tables, at, key));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Half(ref short tables, int at, Vector256<short> key)
    {
        var rows = Vector128.LoadUnsafe(ref tables, (nuint)at).AsByte();
        return Avx2.Shuffle(Vector256.Create(rows, rows), key.AsByte()).AsInt16();
    }
}
