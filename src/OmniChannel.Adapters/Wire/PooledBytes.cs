using System.Buffers;
using System.Text;

namespace OmniChannel.Wire;

/// <summary>Bytes as they are being written, in memory that is borrowed: what is kept is copied out, or lent on to a <see cref="Delivery.RequestBody"/>, and nothing of it stays behind.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IMemoryOwner<byte>
{
    private const int First = 4_096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _length;

    /// <summary>What was written so far; good until more is.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The same, for whoever it is lent on to.</summary>
    public Memory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Writes bytes.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes a text in UTF-8.</summary>
    public void Put(string text) => _length += Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Writes a text in UTF-8.</summary>
    public void Put(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Writes bytes as hexadecimal digits in lower case.</summary>
    public void PutHex(ReadOnlySpan<byte> bytes)
    {
        _ = Convert.TryToHexStringLower(bytes, GetSpan(2 * bytes.Length), out var written);
        _length += written;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _bytes.AsSpan(0, _length).Clear();
        _length = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(_bytes, _length);
        _bytes = [];
        _length = 0;
    }

    private void MakeRoom(int size)
    {
        if (_bytes.Length - _length >= Math.Max(size, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + size, 2 * _bytes.Length));
        Written.CopyTo(larger);
        Release(_bytes, _length);
        _bytes = larger;
    }

    /// <summary>Who borrows it next finds no message and no secret in it.</summary>
    private static void Release(byte[] bytes, int length)
    {
        bytes.AsSpan(0, length).Clear();
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
