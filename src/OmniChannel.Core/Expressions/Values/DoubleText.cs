using System.Globalization;
using System.Numerics;

namespace OmniChannel.Expressions;

/// <summary>Doubles as text: the shortest that reads back, without an exponent, and rounded to a number of digits, half to even.</summary>
internal static class DoubleText
{
    /// <summary>The shortest text that reads back as the same number; an exponent from 10^21 up and below 10^-6.</summary>
    public static string Shortest(double value)
    {
        if (Special(value) is { } special)
        {
            return special;
        }

        var magnitude = Math.Abs(value);
        if (magnitude is 0 or (>= 1e-6 and < 1e21))
        {
            return Plain(value);
        }

        var (digits, exponent) = Digits(value);
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{(value < 0 ? "-" : "")}{mantissa}e{Exponent(exponent - 1)}";
    }

    /// <summary>The shortest digits that read back as the same number, never with an exponent.</summary>
    public static string Plain(double value)
    {
        if (Special(value) is { } special)
        {
            return special;
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        var (digits, exponent) = Digits(value);
        var sign = value < 0 ? "-" : "";
        if (exponent <= 0)
        {
            return $"{sign}0.{new string('0', -exponent)}{digits}";
        }

        return exponent >= digits.Length
            ? $"{sign}{digits}{new string('0', exponent - digits.Length)}"
            : $"{sign}{digits[..exponent]}.{digits[exponent..]}";
    }

    /// <summary>The exact value, rounded half to even to some digits behind the point.</summary>
    public static string Fixed(double value, int precision)
    {
        var (numerator, denominator) = Fraction(Math.Abs(value));
        var scaled = RoundedQuotient(numerator * BigInteger.Pow(10, precision), denominator);
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var sign = double.IsNegative(value) ? "-" : "";
        return precision == 0 ? sign + digits : $"{sign}{digits[..^precision]}.{digits[^precision..]}";
    }

    /// <summary>One digit, the point, some digits, <c>e</c>, and an exponent of two digits or more; rounded half to even.</summary>
    public static string Scientific(double value, int precision)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        var exponent = value == 0 ? 0 : Digits(value).Exponent - 1;
        var (numerator, denominator) = Fraction(Math.Abs(value));
        var digits = Scaled(numerator, denominator, precision - exponent);
        if (digits.Length > precision + 1)
        {
            exponent++;
            digits = Scaled(numerator, denominator, precision - exponent);
        }

        digits = digits.PadLeft(precision + 1, '0');
        return precision == 0
            ? $"{sign}{digits}e{Exponent(exponent)}"
            : $"{sign}{digits[0]}.{digits[1..]}e{Exponent(exponent)}";
    }

    /// <summary>NaN and the infinities have names; null for any other number.</summary>
    public static string? Special(double value)
        => double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "Infinity" : double.IsNegativeInfinity(value) ? "-Infinity" : null;

    private static string Scaled(BigInteger numerator, BigInteger denominator, int power)
        => (power >= 0
            ? RoundedQuotient(numerator * BigInteger.Pow(10, power), denominator)
            : RoundedQuotient(numerator, denominator * BigInteger.Pow(10, -power))).ToString(CultureInfo.InvariantCulture);

    private static string Exponent(int exponent)
        => $"{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";

    /// <summary>The shortest digits, and where the point stands: 0.DIGITS × 10^Exponent.</summary>
    private static (string Digits, int Exponent) Digits(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = (point < 0 ? mantissa.Length : point) + power - (all.Length - digits.Length);
        return (digits.TrimEnd('0'), exponent);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        mantissa = exponent == 0 ? mantissa : mantissa | (1L << 52);
        var power = Math.Max(exponent, 1) - 1075;
        return power >= 0 ? (new BigInteger(mantissa) << power, BigInteger.One) : (mantissa, BigInteger.One << -power);
    }

    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
