using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>The same bucket on every machine for ever: the first eight bytes, big-endian, of SHA-256 over the UTF-8 of "value\nsalt". A host can reproduce it in SQL.</summary>
internal static class StableHash
{
    public static ulong Of(string value, string salt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value + "\n" + salt), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
