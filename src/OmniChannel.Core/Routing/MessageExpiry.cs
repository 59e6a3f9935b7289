namespace OmniChannel;

/// <summary>Until when a message makes sense.</summary>
internal static class MessageExpiry
{
    /// <summary>When the message does not say.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    /// <summary>The furthest expiry that counts: every quiet night up to it is looked at.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>In UTC.</summary>
    public static DateTimeOffset Of(Message message, DateTimeOffset now)
    {
        var expires = message.ExpiresAt ?? now + Horizon;
        expires = message.About?.OfferEnds is { } end && end > now && end < expires ? end : expires;
        return Bound(expires, now);
    }

    /// <summary>A wished end, no later than the furthest that counts; in UTC.</summary>
    public static DateTimeOffset Bound(DateTimeOffset wished, DateTimeOffset now) => (wished < now + Furthest ? wished : now + Furthest).ToUniversalTime();
}
