using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Push;

/// <summary>Names a notification by its idempotency key: no push service honours such a key, but under the same name a repetition takes the place of the first instead of standing beside it.</summary>
internal static class RepeatName
{
    /// <summary>32 letters of base64url: what a Topic of Web Push may have at most (RFC 8030, section 5.4).</summary>
    public static string Of(string idempotencyKey) => Base64Url.EncodeToString(Hash(idempotencyKey).AsSpan(0, 24));

    /// <summary>A UUID of our own making (RFC 9562, section 5.8): the same for the same key.</summary>
    public static string Uuid(string idempotencyKey)
    {
        var bytes = Hash(idempotencyKey).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static byte[] Hash(string idempotencyKey) => SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey));
}
