using OmniChannel.Messaging;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with an account on Instagram that posts.</summary>
internal static class InstagramOptionsCheck
{
    public static IReadOnlyList<string> Problems(InstagramOptions options) => MetaOptionsCheck.Problems(options, nameof(options.AccountId), options.AccountId);
}
