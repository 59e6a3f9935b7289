namespace OmniChannel;

/// <summary>One account on X, for posts or for direct messages.</summary>
public sealed class XOptions : HttpAccountOptions
{
    /// <summary>The account's own number: the only address that posts are sent to, and the one whose events are ours. Required.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The account's access token: of OAuth 1.0a, together with <see cref="AccessTokenSecret"/> and the consumer's key, which never runs out; or of OAuth 2.0, which the host has to renew. A secret. Required.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The secret of an OAuth 1.0a token; null for OAuth 2.0.</summary>
    public string? AccessTokenSecret { get; set; }

    /// <summary>The app's consumer key; required with <see cref="AccessTokenSecret"/>.</summary>
    public string? ConsumerKey { get; set; }

    /// <summary>The app's consumer secrets: the first one signs, each one verifies webhooks. Secrets. Required with <see cref="AccessTokenSecret"/>; without one every call is refused.</summary>
    public IList<string> ConsumerSecrets { get; } = [];
}
