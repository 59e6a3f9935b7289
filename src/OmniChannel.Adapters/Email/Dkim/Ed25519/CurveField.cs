using System.Numerics;

namespace OmniChannel.Email;

/// <summary>A number modulo 2^255 − 19, as five limbs of 51 bits. Every operation takes the same steps whatever the numbers are. <c>default</c> is zero.</summary>
internal readonly struct CurveField
{
    private const int Bits = 51;
    private const ulong Mask = (1UL << Bits) - 1;

    private readonly ulong _0;
    private readonly ulong _1;
    private readonly ulong _2;
    private readonly ulong _3;
    private readonly ulong _4;

    private CurveField(ulong a, ulong b, ulong c, ulong d, ulong e) => (_0, _1, _2, _3, _4) = (a, b, c, d, e);

    public static CurveField One => new(1, 0, 0, 0, 0);

    /// <summary>The prime.</summary>
    public static BigInteger Prime { get; } = BigInteger.Pow(2, 255) - 19;

    public static CurveField operator +(CurveField x, CurveField y) => Carried(x._0 + y._0, x._1 + y._1, x._2 + y._2, x._3 + y._3, x._4 + y._4);

    /// <summary>Four times the prime is added first, so that no limb goes below zero.</summary>
    public static CurveField operator -(CurveField x, CurveField y)
    {
        const ulong low = ((1UL << Bits) - 19) * 4;
        const ulong high = Mask * 4;
        return Carried(x._0 + low - y._0, x._1 + high - y._1, x._2 + high - y._2, x._3 + high - y._3, x._4 + high - y._4);
    }

    public static CurveField operator *(CurveField x, CurveField y)
    {
        // 2^255 is 19: what goes beyond the top comes back below, times 19.
        var (y1, y2, y3, y4) = (y._1 * 19, y._2 * 19, y._3 * 19, y._4 * 19);
        var a = Math.BigMul(x._0, y._0) + Math.BigMul(x._1, y4) + Math.BigMul(x._2, y3) + Math.BigMul(x._3, y2) + Math.BigMul(x._4, y1);
        var b = Math.BigMul(x._0, y._1) + Math.BigMul(x._1, y._0) + Math.BigMul(x._2, y4) + Math.BigMul(x._3, y3) + Math.BigMul(x._4, y2) + (a >> Bits);
        var c = Math.BigMul(x._0, y._2) + Math.BigMul(x._1, y._1) + Math.BigMul(x._2, y._0) + Math.BigMul(x._3, y4) + Math.BigMul(x._4, y3) + (b >> Bits);
        var d = Math.BigMul(x._0, y._3) + Math.BigMul(x._1, y._2) + Math.BigMul(x._2, y._1) + Math.BigMul(x._3, y._0) + Math.BigMul(x._4, y4) + (c >> Bits);
        var e = Math.BigMul(x._0, y._4) + Math.BigMul(x._1, y._3) + Math.BigMul(x._2, y._2) + Math.BigMul(x._3, y._1) + Math.BigMul(x._4, y._0) + (d >> Bits);
        var low = ((ulong)a & Mask) + ((ulong)(e >> Bits) * 19);
        return new(low & Mask, ((ulong)b & Mask) + (low >> Bits), (ulong)c & Mask, (ulong)d & Mask, (ulong)e & Mask);
    }

    /// <summary>A public constant.</summary>
    public static CurveField Of(BigInteger number)
    {
        ulong Limb(int at) => (ulong)((number >> (at * Bits)) & Mask);
        return new(Limb(0), Limb(1), Limb(2), Limb(3), Limb(4));
    }

    /// <summary>One of two, chosen by a bit without a branch.</summary>
    public static CurveField Choose(CurveField whenZero, CurveField whenOne, ulong bit)
    {
        var mask = 0 - bit;
        ulong Either(ulong zero, ulong one) => zero ^ (mask & (zero ^ one));
        return new(Either(whenZero._0, whenOne._0), Either(whenZero._1, whenOne._1), Either(whenZero._2, whenOne._2), Either(whenZero._3, whenOne._3), Either(whenZero._4, whenOne._4));
    }

    /// <summary>The inverse, by the power p − 2 (Fermat): all of its bits are one but two.</summary>
    public CurveField Inverse()
    {
        var result = this;
        for (var bit = 253; bit >= 0; bit--)
        {
            result *= result;
            result = bit is 2 or 4 ? result : result * this;
        }

        return result;
    }

    /// <summary>The one number below the prime, as 32 octets, the lowest first.</summary>
    public byte[] Encode()
    {
        // Carried three times it is below 2^255; nineteen more go beyond that exactly when it is not below the prime.
        var one = Carried(_0, _1, _2, _3, _4);
        one = Carried(one._0, one._1, one._2, one._3, one._4);
        var over = (one._0 + 19) >> Bits;
        over = (one._1 + over) >> Bits;
        over = (one._2 + over) >> Bits;
        over = (one._3 + over) >> Bits;
        over = (one._4 + over) >> Bits;
        var a = one._0 + (19 * over);
        var b = one._1 + (a >> Bits);
        var c = one._2 + (b >> Bits);
        var d = one._3 + (c >> Bits);
        var e = one._4 + (d >> Bits);
        ReadOnlySpan<ulong> limbs = [a & Mask, b & Mask, c & Mask, d & Mask, e & Mask];
        var octets = new byte[32];
        for (var bit = 0; bit < 255; bit++)
        {
            octets[bit / 8] |= (byte)(((limbs[bit / Bits] >> (bit % Bits)) & 1) << (bit % 8));
        }

        return octets;
    }

    private static CurveField Carried(ulong a, ulong b, ulong c, ulong d, ulong e)
    {
        b += a >> Bits;
        c += b >> Bits;
        d += c >> Bits;
        e += d >> Bits;
        var low = (a & Mask) + ((e >> Bits) * 19);
        return new(low & Mask, (b & Mask) + (low >> Bits), c & Mask, d & Mask, e & Mask);
    }
}
