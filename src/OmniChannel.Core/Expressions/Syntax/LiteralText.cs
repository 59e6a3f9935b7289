using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary>Constants as they are written in an expression, each in one way.</summary>
internal static class LiteralText
{
    public static bool IsNegative(in CelValue value)
        => (value.Kind == CelKind.Int && value.Bits < 0) || (value.Kind == CelKind.Double && double.IsNegative(value.DoubleBits));

    public static string Of(in CelValue value) => value.Kind switch
    {
        CelKind.Uint => value.UintBits.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => Double(value.DoubleBits),
        CelKind.String => Text(value.Text),
        CelKind.Bytes => Octets(value.Octets),
        _ => ValueText.Of(value),
    };

    public static string Text(string text)
    {
        var made = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var c in text)
        {
            made.Append(c switch
            {
                '\\' => "\\\\",
                '\'' => "\\'",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => char.IsControl(c) || c is '\u2028' or '\u2029' ? $"\\u{(int)c:x4}" : c.ToString(),
            });
        }

        return made.Append('\'').ToString();
    }

    private static string Double(double value)
    {
        var text = DoubleText.Shortest(value);
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }

    private static string Octets(byte[] octets)
    {
        var made = new StringBuilder(octets.Length + 3).Append("b'");
        foreach (var octet in octets)
        {
            made.Append(octet switch
            {
                (byte)'\\' => "\\\\",
                (byte)'\'' => "\\'",
                >= 0x20 and < 0x7F => ((char)octet).ToString(),
                _ => $"\\x{octet:x2}",
            });
        }

        return made.Append('\'').ToString();
    }
}
