using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OmniChannel;

/// <summary>Chance, as it was injected: identifiers, tokens, the spread of retries. Safe for many threads.</summary>
internal sealed class Chance(Action<Memory<byte>>? fill)
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new name that sorts by time and cannot be guessed: 48 bits of milliseconds and 80 bits of chance in Crockford's base 32, 26 characters.</summary>
    public string Name(DateTimeOffset now)
    {
        var bytes = Bytes(16);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        }

        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(26, value, static (digits, rest) =>
        {
            for (var i = digits.Length - 1; i >= 0; i--, rest >>= 5)
            {
                digits[i] = Digits[(int)(rest & 31)];
            }
        });
    }

    /// <summary>A secret of 128 bits for an address: 32 hexadecimal digits.</summary>
    public string Token() => Convert.ToHexStringLower(Bytes(16));

    /// <summary>128 bits that nobody can guess.</summary>
    public UInt128 Secret() => BinaryPrimitives.ReadUInt128BigEndian(Bytes(16));

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Share() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4)) / (uint.MaxValue + 1.0);

    private byte[] Bytes(int count)
    {
        if (fill is null)
        {
            return RandomNumberGenerator.GetBytes(count);
        }

        var bytes = new byte[count];
        fill(bytes);
        return bytes;
    }
}
