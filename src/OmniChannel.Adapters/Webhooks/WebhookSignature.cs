using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Webhooks;

/// <summary>Version 1 of the signature: HMAC-SHA256 over "id.timestamp.body" (Standard Webhooks 1.0, section "Signature scheme").</summary>
internal static class WebhookSignature
{
    /// <summary>What stands before each signature.</summary>
    internal const string Version = "v1,";

    /// <param name="key">The secret's bytes.</param>
    /// <param name="id">The webhook-id header, as it stands.</param>
    /// <param name="timestamp">The webhook-timestamp header, as it stands.</param>
    /// <param name="body">The body's bytes, as they go over the wire.</param>
    /// <returns>"v1," and the signature in base64.</returns>
    internal static string Sign(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(signature);
        return Version + Convert.ToBase64String(signature);
    }
}
