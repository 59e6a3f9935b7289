using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OmniChannel.Tests.Policies.Compiled;
using static OmniChannel.Benchmarks.NbcHandRow;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 for columns of customers, written by hand for AVX-512: 64 at a time for the rules, one byte of channels each; 32 at a time for the points, all in registers.</summary>
internal sealed class NbcByHandColumns512
{
    private const int Rows = 1024;
    private const int PersonaStage = 0, DeviceUrgency = 1, Of = 2, Penalty = 3, LtvCart = 4, Eff = 5, Count = 6;
    private readonly short[] _tables = new short[Count * 8 * 32];
    private readonly short _now;
    private readonly byte _open;

    public NbcByHandColumns512(NbcTables tables, NbcContext context)
    {
        _now = (short)context.Now;
        _open = (byte)(context.Health & (context.Agents == 0 ? 0x7F : 0xFF));
        for (var c = 0; c < 8; c++)
        {
            Fill(PersonaStage, 30, i => tables.Persona[i / 5][c] + tables.Stage[i % 5][c] + 50);
            Fill(DeviceUrgency, 16, i => tables.Device[i / 4][c] + tables.Urgency[i % 4][c]);
            Fill(Of, 16, i => tables.Segment[i][c]);
            Fill(Penalty, 8, i => -(NbcTables.Eff(i, c) / 50));
            Fill(LtvCart, 15, i => (i / 3 >= 3 ? (0x88 >> c & 1) * 25 : i / 3 <= 1 ? (0x82 >> c & 1) * -15 : 0) + (i % 3 == 0 ? 0 : i % 3 == 1 ? (0x8E >> c & 1) * 40 : c == 0 ? 10 : 0));
            Fill(Eff, 8, i => NbcTables.Eff(i, c));

            void Fill(int table, int rows, Func<int, int> points)
            {
                for (var i = 0; i < rows; i++)
                {
                    _tables[(((table * 8) + c) * 32) + i] = (short)points(i);
                }
            }
        }
    }

    /// <summary>One block of 1,024 rows, the field at offset o of a row in the column from 1,024 × o.</summary>
    public void Decide(ReadOnlySpan<byte> block, Span<short> channels, Span<short> scores)
    {
        ref var at = ref MemoryMarshal.GetReference(block);
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        for (nuint r = 0; r < Rows; r += 64)
        {
            var open = Open(ref at, r);
            for (nuint half = 0; half < 64; half += 32)
            {
                var row = r + half;
                var left = Words(half == 0 ? open.GetLower() : open.GetUpper());
                var stage = Words(ref at, Stage, row);
                var personaStage = (Words(ref at, NbcHandRow.Persona, row) * Vector512.Create((short)5)) + stage;
                var deviceUrgency = Vector512.ShiftLeft(Words(ref at, Device, row), 2) + Words(ref at, NbcHandRow.Urgency, row);
                var segment = Words(ref at, NbcHandRow.Segment, row);
                var country = Words(ref at, Country, row);
                var large = Vector512.GreaterThanOrEqual(Load(ref at, Cart, row).AsUInt16(), Vector512.Create((ushort)20_000)).AsInt16();
                var cart = large & (Vector512.Create((short)2) + Vector512.Equals(stage, Vector512.Create((short)2)));
                var ltvCart = (Words(ref at, Ltv, row) * Vector512.Create((short)3)) + cart;
                var budget = Load(ref at, Budget, row);
                var best = Vector512.Create(short.MinValue);
                var channel = Vector512.Create((short)-1);
                for (var c = 0; c < 8; c++)
                {
                    var days = Words(ref at, Eng + c, row);
                    var points = Row(ref tables, PersonaStage, c, personaStage) + Row(ref tables, DeviceUrgency, c, deviceUrgency) + Row(ref tables, Of, c, segment)
                        + Row(ref tables, Penalty, c, country) + Row(ref tables, LtvCart, c, ltvCart) - Vector512.ShiftLeft(Words(ref at, Sent + c, row), 3);
                    points = Over(points, days, 1, -15);
                    points = Over(points, days, 7, -20);
                    points = Over(points, days, 30, -15);
                    points = Over(points, days, 90, -20);
                    var bit = Vector512.Create((short)(1 << c));
                    var none = Vector512.Create(short.MinValue);
                    points = Vector512.ConditionalSelect(Vector512.Equals(left & bit, bit), points, none);
                    points = Vector512.ConditionalSelect(Vector512.GreaterThan(Row(ref tables, Eff, c, country), budget), none, points);
                    channel = Vector512.ConditionalSelect(Vector512.GreaterThan(points, best), Vector512.Create((short)c), channel);
                    best = Vector512.Max(points, best);
                }

                channel.StoreUnsafe(ref MemoryMarshal.GetReference(channels), row);
                Vector512.ConditionalSelect(Vector512.Equals(channel, Vector512<short>.AllBitsSet), Vector512<short>.Zero, best).StoreUnsafe(ref MemoryMarshal.GetReference(scores), row);
            }
        }
    }

    /// <summary>The channels that the rules leave, but for the budget: a byte for each of 64 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<byte> Open(ref byte at, nuint r)
    {
        var msg = Bytes(ref at, Msg, r);
        var urgency = Bytes(ref at, NbcHandRow.Urgency, r);
        var flags = Bytes(ref at, Flags, r);
        var transactional = Vector512.Equals(msg, Vector512.Create((byte)1));
        var closed = Has(flags, OptOut) & Mask(0xFF);
        closed |= Has(flags, Minor) & Mask(0xCA);
        closed |= (Least(ref at, Sent24, r, 3) | Least(ref at, Sent7, r, 10)) & Mask(0x4F);
        closed |= Least(ref at, WaIn, r, 24) & ~Least(ref at, Ltv, r, 2) & Mask(0x08);
        closed |= Least(ref at, Complaints, r, 1) & Mask(0x0B);
        closed &= Vector512.Equals(msg, Vector512<byte>.Zero);
        var quiet = Vector512.Narrow(Quiet(ref at, r), Quiet(ref at, r + 32)).AsByte();
        closed |= quiet & Vector512.LessThan(urgency, Mask(3)) & Mask(0x8E);
        closed |= ~Least(ref at, HoursTouch, r, 4) & Vector512.LessThan(urgency, Mask(2)) & Mask(0x4E);
        closed |= Least(ref at, Bounces, r, 2) & Mask(0x01);
        closed |= Least(ref at, SmsFails, r, 3) & Mask(0x02);
        closed |= (~Has(flags, AppInst) | Least(ref at, PushAge, r, 91)) & Mask(0x04);
        closed |= ~Has(flags, AppAct) & Mask(0x10);
        closed |= ~Has(flags, WebAct) & Mask(0x20);
        closed |= ~Has(flags, AppAct | WebAct) & Mask(0x80);
        var capped = Vector512<byte>.Zero;
        for (var c = 0; c < 8; c++)
        {
            capped |= Least(ref at, Sent + c, r, NbcTables.Cap[c]) & Mask(1 << c);
        }

        closed |= capped & ~transactional;
        return (Bytes(ref at, Consent, r) | (transactional & Mask(0x11))) & Bytes(ref at, Reach, r) & Mask(_open) & ~closed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<short> Quiet(ref byte at, nuint r)
    {
        var day = Vector512.Create((short)1440);
        var (from, to) = (Load(ref at, Qs, r), Load(ref at, Qe, r));
        var local = Vector512.Create(_now) + Load(ref at, Tz, r);
        local += Vector512.LessThan(local, Vector512<short>.Zero) & day;
        local -= Vector512.GreaterThanOrEqual(local, day) & day;
        var (after, before) = (Vector512.GreaterThanOrEqual(local, from), Vector512.LessThan(local, to));
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(from, to), after & before, after | before);
    }

    private static Vector512<byte> Mask(int value) => Vector512.Create((byte)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Bytes(ref byte at, int field, nuint r) => Vector512.LoadUnsafe(ref at, ((nuint)field * Rows) + r);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Least(ref byte at, int field, nuint r, int least) => Vector512.GreaterThanOrEqual(Bytes(ref at, field, r), Mask(least));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Has(Vector512<byte> flags, int flag) => ~Vector512.Equals(flags & Mask(flag), Vector512<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Load(ref byte at, int field, nuint row) => Vector512.LoadUnsafe(ref Unsafe.As<byte, short>(ref Unsafe.Add(ref at, field * Rows)), row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Words(ref byte at, int field, nuint row) => Words(Vector256.LoadUnsafe(ref at, ((nuint)field * Rows) + row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Words(Vector256<byte> bytes) => Avx512BW.ConvertToVector512Int16(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Over(Vector512<short> points, Vector512<short> days, short above, short more) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(days, Vector512.Create(above)), points + Vector512.Create(more), points);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Row(ref short tables, int table, int channel, Vector512<short> key) =>
        Avx512BW.PermuteVar32x16(Vector512.LoadUnsafe(ref tables, (nuint)(((table * 8) + channel) * 32)), key);
}
