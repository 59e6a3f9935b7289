namespace OmniChannel.Email;

/// <summary>Numbers modulo the order of Ed25519's base point, little-endian, in constant time: limbs of a byte, folded from the top.</summary>
internal static class CurveScalar
{
    /// <summary>2^252 + 27742317777372353535851937790883648493.</summary>
    private static readonly byte[] Order =
    [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];

    /// <summary>A number of 64 octets, reduced to 32.</summary>
    public static byte[] Reduce(ReadOnlySpan<byte> number)
    {
        Span<long> limbs = stackalloc long[64];
        for (var i = 0; i < 64; i++)
        {
            limbs[i] = number[i];
        }

        return Fold(limbs);
    }

    /// <summary>a·b + c.</summary>
    public static byte[] MultiplyAdd(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c)
    {
        Span<long> limbs = stackalloc long[64];
        limbs.Clear();
        for (var i = 0; i < 32; i++)
        {
            limbs[i] += c[i];
            for (var j = 0; j < 32; j++)
            {
                limbs[i + j] += (long)a[i] * b[j];
            }
        }

        return Fold(limbs);
    }

    /// <summary>Sixteen times the order is 2^256 and a little: each limb above is taken off by so many orders, from the top, and what is left of the highest nibble at the end.</summary>
    private static byte[] Fold(Span<long> limbs)
    {
        for (var i = 63; i >= 32; i--)
        {
            long carry = 0;
            var top = limbs[i];
            for (var j = i - 32; j < i - 12; j++)
            {
                limbs[j] += carry - (16 * top * Order[j - (i - 32)]);
                carry = (limbs[j] + 128) >> 8;
                limbs[j] -= carry << 8;
            }

            limbs[i - 12] += carry;
            limbs[i] = 0;
        }

        long over = 0;
        var nibble = limbs[31] >> 4;
        for (var j = 0; j < 32; j++)
        {
            limbs[j] += over - (nibble * Order[j]);
            over = limbs[j] >> 8;
            limbs[j] &= 255;
        }

        var result = new byte[32];
        for (var j = 0; j < 32; j++)
        {
            limbs[j] -= over * Order[j];
        }

        for (var j = 0; j < 32; j++)
        {
            limbs[j + 1] += limbs[j] >> 8;
            result[j] = (byte)limbs[j];
        }

        return result;
    }
}
