namespace OmniChannel;

/// <summary>One way into a Slack workspace: an incoming webhook, which leads to one conversation there, or a bot's token, which leads to people and channels by their identifiers.</summary>
public sealed class SlackOptions : HttpAccountOptions
{
    /// <summary>The incoming webhook's URL, which is a secret itself: <c>https://hooks.slack.com/services/T…/B…/…</c>. This or <see cref="BotToken"/> is required.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>The bot's token, which begins with "xoxb-" and needs chat:write. A secret.</summary>
    public string? BotToken { get; set; }

    /// <summary>The app's signing secrets, by which events are verified. Secrets. Several while one replaces another; none when events are not listened to: then each is refused.</summary>
    public IList<string> SigningSecrets { get; } = [];
}
