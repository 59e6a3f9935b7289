using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Push;

/// <summary>Names a notification by its idempotency key: no push service honours such a key, but under the same name a repetition takes the place of the first instead of standing beside it.</summary>
internal static class RepeatName
{
    private const int MaxOnStack = 255; // an idempotency key has no more characters

    /// <summary>32 letters of base64url: what a Topic of Web Push may have at most (RFC 8030, section 5.4).</summary>
    public static string Of(string idempotencyKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(idempotencyKey, hash);
        return Base64Url.EncodeToString(hash[..24]);
    }

    /// <summary>A UUID of our own making (RFC 9562, section 5.8): the same for the same key.</summary>
    public static string Uuid(string idempotencyKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(idempotencyKey, hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    private static void Hash(string idempotencyKey, Span<byte> hash)
    {
        Span<byte> bytes = idempotencyKey.Length <= MaxOnStack ? stackalloc byte[3 * MaxOnStack] : new byte[Encoding.UTF8.GetMaxByteCount(idempotencyKey.Length)];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(idempotencyKey, bytes)], hash);
    }
}
