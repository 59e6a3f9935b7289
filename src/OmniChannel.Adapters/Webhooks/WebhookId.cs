using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Webhooks;

/// <summary>What stands in the webhook-id header: visible ASCII without a full stop, which would let parts of the signed text change places.</summary>
internal static class WebhookId
{
    internal const int MaxLength = 256;

    internal static bool IsUsable(string id) =>
        id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && !id.Contains('.', StringComparison.Ordinal);

    /// <summary>The idempotency key itself, or its SHA-256 where it has a character that cannot stand there. The same key always gives the same id.</summary>
    internal static string Of(string idempotencyKey) =>
        IsUsable(idempotencyKey) ? idempotencyKey : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)));
}
