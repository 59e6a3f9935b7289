namespace OmniChannel.Delivery;

/// <summary>The ways in which known providers say when to come again, for <see cref="HttpChannelSettings.RetryAfter"/>. The first rule of a list that gives a wait holds.</summary>
public static class RetryAfterDialect
{
    /// <summary>Retry-After (RFC 9110, section 10.2.3): Twilio, Slack, FCM, Web Push and whoever keeps to the standard.</summary>
    public static IReadOnlyList<RetryAfterRule> Standard { get; } = [RetryAfterRule.Header("Retry-After")];

    /// <summary>Retry-After, else a Unix second in X-RateLimit-Reset: X (<c>x-rate-limit-reset</c>), SendGrid.</summary>
    public static IReadOnlyList<RetryAfterRule> ResetAtEpoch { get; } = [.. Standard, RetryAfterRule.Header("x-rate-limit-reset", RetryAfterForm.EpochSeconds), RetryAfterRule.Header("X-RateLimit-Reset", RetryAfterForm.EpochSeconds)];

    /// <summary>Retry-After, else an instant by ISO 8601 in X-RateLimit-Reset: Mastodon.</summary>
    public static IReadOnlyList<RetryAfterRule> ResetAtInstant { get; } = [.. Standard, RetryAfterRule.Header("X-RateLimit-Reset", RetryAfterForm.Iso8601)];

    /// <summary>Retry-After, else <c>ratelimit-reset</c>: seconds at Resend, a Unix second at Bluesky.</summary>
    public static IReadOnlyList<RetryAfterRule> RateLimitReset { get; } = [.. Standard, RetryAfterRule.Header("ratelimit-reset", RetryAfterForm.SecondsOrEpoch)];

    /// <summary>Retry-After, else <c>parameters.retry_after</c> of the JSON body: Telegram.</summary>
    public static IReadOnlyList<RetryAfterRule> Telegram { get; } = [.. Standard, RetryAfterRule.Body("parameters.retry_after")];
}
