namespace OmniChannel.Accounts;

/// <summary>Looks over secrets of which several are live while one replaces another. Never shows one.</summary>
internal static class SecretsCheck
{
    /// <summary>Each of them is one line of visible text.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="secrets">Its values; none where nothing is listened to.</param>
    /// <param name="expected">What one looks like: "a bot's token".</param>
    /// <param name="problems">Where a problem goes.</param>
    public static void Each(string name, IList<string> secrets, string expected, List<string> problems)
    {
        for (var at = 0; at < secrets.Count; at++)
        {
            HttpAccountCheck.Required($"{name}[{at}]", secrets[at], expected, problems);
        }
    }
}
