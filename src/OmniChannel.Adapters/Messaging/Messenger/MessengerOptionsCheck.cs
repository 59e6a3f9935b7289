namespace OmniChannel.Messaging;

/// <summary>Finds everything that is wrong with a Page.</summary>
internal static class MessengerOptionsCheck
{
    public static IReadOnlyList<string> Problems(MessengerOptions options) => MetaOptionsCheck.Problems(options, nameof(options.PageId), options.PageId);
}
