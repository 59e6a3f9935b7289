using System.Numerics;

namespace OmniChannel.Email;

/// <summary>A point of edwards25519 in extended coordinates (RFC 8032 section 5.1.4): x = X/Z, y = Y/Z, x·y = T/Z.</summary>
internal readonly struct CurvePoint
{
    private static readonly BigInteger D = Residue(-121665 * Inverse(121666));
    private static readonly CurveField TwiceD = CurveField.Of(Residue(2 * D));

    private readonly CurveField _x;
    private readonly CurveField _y;
    private readonly CurveField _z;
    private readonly CurveField _t;

    private CurvePoint(CurveField x, CurveField y, CurveField z, CurveField t) => (_x, _y, _z, _t) = (x, y, z, t);

    /// <summary>The base point: y is 4/5, x is even.</summary>
    public static CurvePoint Base { get; } = FromY(Residue(4 * Inverse(5)));

    private static CurvePoint Neutral => new(default, CurveField.One, CurveField.One, default);

    /// <summary>The sum; the formula holds for equal points, too.</summary>
    public static CurvePoint operator +(CurvePoint p, CurvePoint q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var d = p._z * (q._z + q._z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new(e * f, g * h, f * g, e * h);
    }

    /// <summary>So many times the point: every bit costs the same, whatever it is.</summary>
    public CurvePoint Times(ReadOnlySpan<byte> scalar)
    {
        var result = Neutral;
        for (var bit = 255; bit >= 0; bit--)
        {
            result += result;
            var more = result + this;
            var isSet = (ulong)((scalar[bit / 8] >> (bit % 8)) & 1);
            result = new(CurveField.Choose(result._x, more._x, isSet), CurveField.Choose(result._y, more._y, isSet), CurveField.Choose(result._z, more._z, isSet), CurveField.Choose(result._t, more._t, isSet));
        }

        return result;
    }

    /// <summary>y, and the lowest bit of x in its highest.</summary>
    public byte[] Encode()
    {
        var inverse = _z.Inverse();
        var octets = (_y * inverse).Encode();
        octets[31] |= (byte)((_x * inverse).Encode()[0] << 7);
        return octets;
    }

    /// <summary>A public point by its y (RFC 8032 section 5.1.3), with the even x.</summary>
    private static CurvePoint FromY(BigInteger y)
    {
        var square = Residue((y * y - 1) * Inverse(Residue((D * y * y) + 1)));
        var x = BigInteger.ModPow(square, (CurveField.Prime + 3) / 8, CurveField.Prime);
        x = Residue(x * x) == square ? x : Residue(x * BigInteger.ModPow(2, (CurveField.Prime - 1) / 4, CurveField.Prime));
        x = x.IsEven ? x : CurveField.Prime - x;
        return new(CurveField.Of(x), CurveField.Of(y), CurveField.One, CurveField.Of(Residue(x * y)));
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, CurveField.Prime - 2, CurveField.Prime);

    private static BigInteger Residue(BigInteger number) => ((number % CurveField.Prime) + CurveField.Prime) % CurveField.Prime;
}
