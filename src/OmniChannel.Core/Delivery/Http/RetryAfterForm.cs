namespace OmniChannel.Delivery;

/// <summary>How a provider writes down when it may be asked again.</summary>
public enum RetryAfterForm
{
    /// <summary>Seconds to wait, or an HTTP date in any of its three spellings: RFC 9110, section 10.2.3.</summary>
    Standard,

    /// <summary>The Unix second at which it may be asked again: <c>x-rate-limit-reset</c> of X, <c>X-RateLimit-Reset</c> of SendGrid.</summary>
    EpochSeconds,

    /// <summary>An instant by ISO 8601, with its offset or in UTC: <c>X-RateLimit-Reset</c> of Mastodon.</summary>
    Iso8601,

    /// <summary>Seconds to wait, or a Unix second, told apart by their size: <c>ratelimit-reset</c> is the first at Resend and the second at Bluesky.</summary>
    SecondsOrEpoch,
}
