namespace OmniChannel.Messaging;

/// <summary>Finds everything that is wrong with a Page.</summary>
internal static class MessengerOptionsCheck
{
    /// <summary>Of a Page that writes by Messenger.</summary>
    public static IReadOnlyList<string> Problems(MessengerOptions options) => MetaOptionsCheck.Problems(options, nameof(options.PageId), options.PageId);

    /// <summary>Of an Instagram account: its webhooks name the account and not the Page, and whoever does not know it would hear of nobody, or of everybody's.</summary>
    public static IReadOnlyList<string> InstagramProblems(MessengerOptions options)
    {
        var problems = MetaOptionsCheck.Problems(options, nameof(options.PageId), options.PageId);
        var isDirect = string.Equals(options.BaseAddress?.Host, "graph.instagram.com", StringComparison.OrdinalIgnoreCase);
        if (options.InstagramAccountId is not null || (options.AppSecrets.Count > 0 && !isDirect))
        {
            MetaOptionsCheck.Identifier(nameof(options.InstagramAccountId), options.InstagramAccountId ?? "", problems);
        }

        return problems;
    }
}
