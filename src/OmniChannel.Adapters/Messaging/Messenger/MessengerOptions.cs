namespace OmniChannel;

/// <summary>One Facebook Page that writes by Messenger, or the Instagram account that belongs to it.</summary>
public sealed class MessengerOptions : MetaOptions
{
    /// <summary>The Page's identifier; for Instagram the Page's that it belongs to, or the Instagram account's own where BaseAddress is https://graph.instagram.com. Required.</summary>
    public string PageId { get; set; } = "";

    /// <summary>For Instagram: the Instagram account's own identifier, which its webhooks name and which is not the Page's. Required where webhooks are listened to (<see cref="MetaOptions.AppSecrets"/>), unless BaseAddress is https://graph.instagram.com.</summary>
    /// <value>Null: <see cref="PageId"/>.</value>
    public string? InstagramAccountId { get; set; }

    /// <summary>Whether messages of purpose "service" carry the tag HUMAN_AGENT, the only one that is left: people answer up to seven days later, after Meta's review of the app. Give the channel a longer
    /// <see cref="ChannelCapabilities.ReplyWindow"/> by <c>AddChannel</c>, too.</summary>
    /// <value>False.</value>
    public bool HumanAgent { get; set; }
}
