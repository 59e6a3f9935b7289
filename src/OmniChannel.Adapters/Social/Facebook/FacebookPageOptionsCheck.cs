using OmniChannel.Messaging;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with a Page that posts.</summary>
internal static class FacebookPageOptionsCheck
{
    public static IReadOnlyList<string> Problems(FacebookPageOptions options) => MetaOptionsCheck.Problems(options, nameof(options.PageId), options.PageId);
}
