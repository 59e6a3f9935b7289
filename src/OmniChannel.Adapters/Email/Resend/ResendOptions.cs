namespace OmniChannel;

/// <summary>One account at Resend.</summary>
public sealed class ResendOptions : EmailApiOptions
{
    /// <summary>The API key, which begins with "re_"; sending access is enough, unless mail is received, which needs full access to be fetched. A secret. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The signing secrets of the webhook: "whsec_" and base64. Several while one replaces another, none when events are not listened to.</summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>How far the timestamp of a webhook may lie from now. Each repetition has a new one.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan WebhookTolerance { get; set; } = TimeSpan.FromMinutes(5);
}
