namespace OmniChannel.Email;

/// <summary>Finds which message of ours a mail answers, by the message ids that its program repeats (RFC 5322 section 3.6.4).</summary>
internal static class AnsweredMessage
{
    private const int MaxField = 16_384;
    private const int MaxIds = 100;

    /// <summary>What the provider calls the message that is answered: by In-Reply-To, else by the youngest of References; null when none is ours.</summary>
    /// <param name="headers">The mail's header.</param>
    /// <param name="ours">From the two sides of a message id's @ to the provider's name of the message; null for a message id that is not the provider's.</param>
    public static string? In(MailHeaders headers, Func<string, string, string?> ours) =>
        Ids(headers["In-Reply-To"]).Concat(Enumerable.Reverse(Ids(headers["References"])))
            .Select(id => id.LastIndexOf('@') is > 0 and var at ? ours(id[..at], id[(at + 1)..]) : null)
            .FirstOrDefault(static name => !string.IsNullOrEmpty(name));

    private static List<string> Ids(string? field)
    {
        List<string> ids = [];
        var rest = (field ?? "").AsSpan()[..Math.Min(field?.Length ?? 0, MaxField)];
        while (ids.Count < MaxIds && rest.IndexOf('<') is >= 0 and var from && rest[from..].IndexOf('>') is > 1 and var length)
        {
            ids.Add(rest[(from + 1)..(from + length)].Trim().ToString());
            rest = rest[(from + length + 1)..];
        }

        return ids;
    }
}
