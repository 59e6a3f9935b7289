using System.Text;

namespace OmniChannel;

/// <summary>Reads what <see cref="CartBytes"/> wrote.</summary>
internal ref struct CartReading(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw Broken();
    }

    public int Count()
    {
        var count = Number();
        return count >= 0 && count <= int.MaxValue ? (int)count : throw Broken();
    }

    public long Signed()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string? Text()
    {
        var length = Count();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    public LineKey Key() => LineKey.Read(Take(16));

    public static InvalidDataException Broken() => new("A stored cart is not what it should be: it was written by something else, or by a newer version of the library.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Broken();
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
