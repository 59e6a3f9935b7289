using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>A secret of 128 bits as it is handed out: 26 digits of Crockford's base 32, in upper case, which a QR code holds in its dense alphanumeric mode. Only its hash is stored.</summary>
internal static class SecretToken
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    public static string Of(UInt128 secret) => string.Create(Length, secret, static (digits, rest) =>
    {
        for (var i = digits.Length - 1; i >= 0; i--, rest >>= 5)
        {
            digits[i] = Digits[(int)(rest & 31)];
        }
    });

    /// <summary>What a token is stored and found by, lower-case hexadecimal SHA-256; null for what can be no token. Read with the kindness of Crockford's base 32: any case, I and L for 1, O for 0.</summary>
    public static string? HashOf(string? token)
    {
        if (token is not { Length: Length })
        {
            return null;
        }

        Span<byte> digits = stackalloc byte[Length];
        for (var i = 0; i < Length; i++)
        {
            var c = char.ToUpperInvariant(token[i]) switch { 'I' or 'L' => '1', 'O' => '0', var other => other };
            if (!Digits.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }

            digits[i] = (byte)c;
        }

        return Convert.ToHexStringLower(SHA256.HashData(digits));
    }
}
