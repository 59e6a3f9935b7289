using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 for one customer, written by hand: rules as masks of channels without branches, scores as rows of tables that two or three fields select together.</summary>
internal sealed class NbcByHand
{
    private readonly short[] _personaStageCart;
    private readonly short[] _deviceUrgencyLtv;
    private readonly short[] _segmentCountry;
    private readonly short[] _eff;
    private readonly sbyte[] _engaged = new sbyte[256];
    private readonly int _now;
    private readonly uint _open;

    public NbcByHand(NbcTables tables, NbcContext context)
    {
        _now = context.Now;
        _open = (uint)context.Health & (context.Agents == 0 ? 0x7Fu : 0xFFu);
        _personaStageCart = Rows(2 * 6 * 5, (i, c) => (i % 5, i / 5 % 6, i / 30) is var (stage, persona, cart)
            ? tables.Persona[persona][c] + tables.Stage[stage][c] + (cart == 0 ? 0 : stage == 2 ? (0x8E >> c & 1) * 40 : c == 0 ? 10 : 0) : 0);
        _deviceUrgencyLtv = Rows(5 * 16, (i, c) => tables.Device[i / 4 % 4][c] + tables.Urgency[i % 4][c] + (i / 16 >= 3 ? (0x88 >> c & 1) * 25 : i / 16 <= 1 ? (0x82 >> c & 1) * -15 : 0));
        _segmentCountry = Rows(128, (i, c) => tables.Segment[i / 8][c] - (NbcTables.Eff(i % 8, c) / 50));
        _eff = Rows(8, NbcTables.Eff);
        for (var days = 0; days < 256; days++)
        {
            _engaged[days] = (sbyte)(days <= 1 ? 50 : days <= 7 ? 35 : days <= 30 ? 15 : days <= 90 ? 0 : -20);
        }
    }

    /// <summary>Plain C#, a loop over the channels that are left.</summary>
    public PlanChoice Scalar(ReadOnlySpan<byte> customer)
    {
        ref var row = ref MemoryMarshal.GetReference(customer);
        var open = Open(ref row);
        if (Unsafe.Add(ref row, NbcHandRow.Msg) != 1)
        {
            // Eight counts against eight caps in one subtraction: a byte's high bit stays when the count is not below its cap.
            var counts = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, NbcHandRow.Sent));
            var reached = ((counts | 0x8080808080808080) - 0x0302060A02070205UL) & 0x8080808080808080;
            open &= ~(uint)((reached >> 7) * 0x0102040810204080 >> 56);
        }

        if (open == 0)
        {
            return new(-1, 0);
        }

        var (first, second, third, country) = Rows(ref row);
        var budget = Read(ref row, NbcHandRow.Budget);
        var (best, bestScore) = (-1, int.MinValue);
        for (var left = open; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            if (_eff[(country * 8) + c] > budget)
            {
                continue;
            }

            var score = _personaStageCart[first + c] + _deviceUrgencyLtv[second + c] + _segmentCountry[third + c]
                + _engaged[Unsafe.Add(ref row, NbcHandRow.Eng + c)] - (8 * Unsafe.Add(ref row, NbcHandRow.Sent + c));
            if (score > bestScore)
            {
                (best, bestScore) = (c, score);
            }
        }

        return best < 0 ? new(-1, 0) : new(best, bestScore);
    }

    /// <summary>The eight channels as eight 16-bit lanes; the smallest of the reversed scores and its lane are one instruction.</summary>
    public PlanChoice Vector(ReadOnlySpan<byte> customer)
    {
        ref var row = ref MemoryMarshal.GetReference(customer);
        var open = Open(ref row);
        var (first, second, third, country) = Rows(ref row);
        var counts = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, NbcHandRow.Sent))).AsByte();
        var capped = Vector128.Equals(Vector128.Max(counts, Caps), counts);
        capped &= Vector128.Create((byte)(Unsafe.Add(ref row, NbcHandRow.Msg) != 1 ? 0xFF : 0));
        var days = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, NbcHandRow.Eng))).AsByte();
        var step = Over(days, 2) + Over(days, 8) + Over(days, 31) + Over(days, 91);
        var engaged = Sse41.ConvertToVector128Int16(Ssse3.Shuffle(Vector128.Create(50, 35, 15, 0, -20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (-step.AsSByte())));
        var score = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_personaStageCart), (nuint)first)
            + Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_deviceUrgencyLtv), (nuint)second)
            + Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_segmentCountry), (nuint)third)
            + engaged - Vector128.ShiftLeft(Sse41.ConvertToVector128Int16(counts), 3);
        var costly = Vector128.GreaterThan(Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_eff), (nuint)country * 8), Vector128.Create((short)Read(ref row, NbcHandRow.Budget)));
        var bit = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var closed = Vector128.Equals(Vector128.Create((short)open) & bit, Vector128<short>.Zero) | costly | Sse41.ConvertToVector128Int16(capped.AsSByte());
        var smallest = Sse41.MinHorizontal(((Vector128.Create((short)0x7FFE) - score) | closed).AsUInt16());
        var found = smallest.AsUInt32().ToScalar();
        var any = ((int)(found & 0xFFFF) - 0xFFFF) >> 31;
        return new((((int)(found >> 16) + 1) & any) - 1, (0x7FFE - (int)(found & 0xFFFF)) & any);
    }

    private static Vector128<byte> Caps => Vector128.Create((byte)5, 2, 7, 2, 10, 6, 2, 3, 255, 255, 255, 255, 255, 255, 255, 255);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Over(Vector128<byte> days, byte least) => Vector128.Equals(Vector128.Max(days, Vector128.Create(least)), days);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Read(ref byte row, int at) => Unsafe.ReadUnaligned<short>(ref Unsafe.Add(ref row, at));

    /// <summary>The rows of the three tables, and the country.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int First, int Second, int Third, int Country) Rows(ref byte row)
    {
        var cart = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref row, NbcHandRow.Cart)) >= 20_000 ? 30 : 0;
        int country = Unsafe.Add(ref row, NbcHandRow.Country);
        return (
            8 * (cart + (Unsafe.Add(ref row, NbcHandRow.Persona) * 5) + Unsafe.Add(ref row, NbcHandRow.Stage)),
            8 * ((Unsafe.Add(ref row, NbcHandRow.Ltv) * 16) + (Unsafe.Add(ref row, NbcHandRow.Device) * 4) + Unsafe.Add(ref row, NbcHandRow.Urgency)),
            8 * ((Unsafe.Add(ref row, NbcHandRow.Segment) * 8) + country),
            country);
    }

    /// <summary>The channels that the rules leave, without caps (R10) and budget (R16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Open(ref byte row)
    {
        uint msg = Unsafe.Add(ref row, NbcHandRow.Msg);
        uint urgency = Unsafe.Add(ref row, NbcHandRow.Urgency);
        uint flags = Unsafe.Add(ref row, NbcHandRow.Flags);
        var closed = 0u;
        closed |= (flags & NbcHandRow.OptOut) != 0 ? 0xFFu : 0;
        closed |= (flags & NbcHandRow.Minor) != 0 ? 0xCAu : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.Sent24) >= 3 | Unsafe.Add(ref row, NbcHandRow.Sent7) >= 10 ? 0x4Fu : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.WaIn) >= 24 & Unsafe.Add(ref row, NbcHandRow.Ltv) < 2 ? 0x08u : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.Complaints) >= 1 ? 0x0Bu : 0;
        closed = msg == 0 ? closed : 0;
        var (qs, qe) = (Read(ref row, NbcHandRow.Qs), Read(ref row, NbcHandRow.Qe));
        var local = _now + Read(ref row, NbcHandRow.Tz);
        local += local < 0 ? 1440 : 0;
        local -= local >= 1440 ? 1440 : 0;
        var quiet = (local >= qs ? 1 : 0) + (local < qe ? 1 : 0) + (qs > qe ? 1 : 0) >= 2;
        closed |= quiet & urgency < 3 ? 0x8Eu : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.HoursTouch) < 4 & urgency < 2 ? 0x4Eu : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.Bounces) >= 2 ? 0x01u : 0;
        closed |= Unsafe.Add(ref row, NbcHandRow.SmsFails) >= 3 ? 0x02u : 0;
        closed |= (flags & NbcHandRow.AppInst) == 0 | Unsafe.Add(ref row, NbcHandRow.PushAge) > 90 ? 0x04u : 0;
        closed |= (flags & NbcHandRow.AppAct) == 0 ? 0x10u : 0;
        closed |= (flags & NbcHandRow.WebAct) == 0 ? 0x20u : 0;
        closed |= (flags & (NbcHandRow.AppAct | NbcHandRow.WebAct)) == 0 ? 0x80u : 0;
        var consent = Unsafe.Add(ref row, NbcHandRow.Consent) | (msg == 1 ? 0x11u : 0);
        return consent & Unsafe.Add(ref row, NbcHandRow.Reach) & _open & ~closed;
    }

    private static short[] Rows(int count, Func<int, int, int> points)
    {
        var rows = new short[count * 8];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (short)points(i / 8, i % 8);
        }

        return rows;
    }
}
