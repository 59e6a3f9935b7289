using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Development;

/// <summary>Names a message's file: sorted by time, readable, the same for the same idempotency key, and never outside its folder whatever an identifier holds.</summary>
internal static class DevelopmentFileName
{
    private const int MaxDelivery = 60;

    internal static string Of(OutgoingMessage message, string extension)
    {
        var created = message.CreatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Tenant}\n{message.IdempotencyKey}")).AsSpan(0, 4));
        return $"{created}-{Safe(message.Channel.Name)}-{Safe(message.Delivery.Value)}-{key}{extension}";
    }

    private static string Safe(string identifier) =>
        string.Concat(identifier.Take(MaxDelivery).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
