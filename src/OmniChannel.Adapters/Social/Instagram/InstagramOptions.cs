namespace OmniChannel;

/// <summary>One professional account on Instagram that posts.</summary>
public sealed class InstagramOptions : MetaOptions
{
    /// <summary>The account's identifier on Meta's Graph API, digits and not its name: also the only address that is sent to. Required.</summary>
    public string AccountId { get; set; } = "";
}
