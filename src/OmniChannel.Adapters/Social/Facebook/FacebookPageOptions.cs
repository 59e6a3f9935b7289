namespace OmniChannel;

/// <summary>One Facebook Page that posts.</summary>
public sealed class FacebookPageOptions : MetaOptions
{
    /// <summary>The Page's identifier: also the only address that is sent to. Required.</summary>
    public string PageId { get; set; } = "";
}
