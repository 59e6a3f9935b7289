using System.Buffers;
using System.Text;

namespace OmniChannel;

/// <summary>Writes the compact form of carts: numbers of 7 bits a byte, texts with their length before them.</summary>
internal ref struct CartBytes
{
    private byte[] buffer;
    private int length;

    public CartBytes(int expected) => buffer = ArrayPool<byte>.Shared.Rent(expected);

    public void Byte(byte value) => Room(1)[0] = value;

    public void Number(ulong value)
    {
        var room = Room(10);
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[at++] = (byte)(value | 0x80);
        }

        room[at++] = (byte)value;
        length -= 10 - at;
    }

    public void Number(long value) => Number((ulong)value);

    /// <summary>A number that may be negative; small either way.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A text, or null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Byte(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        Number(bytes + 1L);
        Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    public void Key(LineKey key) => key.Write(Room(16));

    /// <summary>What was written; the writer cannot be used any more.</summary>
    public byte[] Done()
    {
        var done = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        return done;
    }

    private Span<byte> Room(int count)
    {
        if (length + count > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(int.Max(buffer.Length * 2, length + count));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        length += count;
        return buffer.AsSpan(length - count, count);
    }
}
