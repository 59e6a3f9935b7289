using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>The same bucket on every machine for ever: the first eight bytes, big-endian, of SHA-256 over the UTF-8 of "value\nsalt". A host can reproduce it in SQL.</summary>
internal static class StableHash
{
    private const int OnStack = 512;

    /// <summary>Of several texts with line feeds between them.</summary>
    public static ulong Of(params ReadOnlySpan<string> texts)
    {
        var most = 0;
        foreach (var text in texts)
        {
            most += Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
        }

        var bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var length = 0;
        foreach (var text in texts)
        {
            length += Encoding.UTF8.GetBytes(text, bytes[length..]);
            bytes[length++] = (byte)'\n';
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..(length - 1)], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
