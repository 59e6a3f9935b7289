using OmniChannel.Accounts;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>What accounts at e-mail providers share: the check of their options, the parts of a mail as their APIs take them.</summary>
internal static class EmailApi
{
    private static readonly System.Buffers.SearchValues<char> InQuotes = System.Buffers.SearchValues.Create("()<>[]:;@\\,.\"=?");

    private static readonly System.Buffers.SearchValues<char> InTags = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly (string Name, string Value)[] Automatic = [("Auto-Submitted", EmailComposer.Automatic)];

    /// <summary>The problems of what all of them have.</summary>
    public static List<string> Problems(EmailApiOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        HttpAccountCheck.Mailbox(nameof(options.From), options.From, required: true, problems);
        HttpAccountCheck.Mailbox(nameof(options.ReplyTo), options.ReplyTo, required: false, problems);
        HttpAccountCheck.Mailbox(nameof(options.UnsubscribeMailbox), options.UnsubscribeMailbox, required: false, problems);
        if (HeaderText.HasControl(options.FromName))
        {
            problems.Add("FromName has a line break or another control character; a name is one line.");
        }

        return problems;
    }

    /// <summary>Why a message cannot be an e-mail: Rejected for the message's fault; null when it can. A provider that wants a subject says so by <paramref name="needsSubject"/>.</summary>
    public static AttemptOutcome? Refuse(OutgoingMessage message, bool needsSubject = false) =>
        EmailComposer.Problem(message) is { } problem ? AttemptOutcome.Rejected(AttemptFault.Message, null, problem)
        : needsSubject && string.IsNullOrWhiteSpace(message.Content.Subject) ? AttemptOutcome.Rejected(AttemptFault.Message, null, "The message has no subject, and the provider takes none without.")
        : null;

    /// <summary>The plain text, the link behind it where it does not mention it.</summary>
    public static string TextOf(OutgoingMessage message) => EmailComposer.WithLink(message.Content);

    /// <summary>The header fields that a mail has beside sender, recipient and subject: List-Unsubscribe and List-Unsubscribe-Post, or Auto-Submitted. ASCII, one line each.</summary>
    public static (string Name, string Value)[] Headers(OutgoingMessage message, EmailApiOptions options)
    {
        if (message.UnsubscribeLink is not { } link)
        {
            return message.Purpose == Purpose.Transactional ? Automatic : [];
        }

        var (way, mailbox) = EmailComposer.Unsubscribe(link, options.UnsubscribeMailbox);
        way = mailbox is null ? way : $"{way}, {mailbox}";
        return link.Scheme == Uri.UriSchemeHttps ? [("List-Unsubscribe", way), ("List-Unsubscribe-Post", EmailComposer.OneClick)] : [("List-Unsubscribe", way)];
    }

    /// <summary>A mailbox with its name, as RFC 5322 section 3.4 writes it, in Unicode: <c>"Ada, Countess" &lt;ada@example.com&gt;</c>.</summary>
    public static string Mailbox(string address, string? name)
    {
        name = name?.Trim();
        return string.IsNullOrEmpty(name) ? address
            : name.AsSpan().IndexOfAny(InQuotes) < 0 ? $"{name} <{address}>"
            : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>";
    }

    /// <summary>Our delivery, as an event repeats its name; null where it is none.</summary>
    public static DeliveryId? DeliveryOf(string? name) => Parsed<DeliveryId>(name, out var delivery) ? delivery : null;

    /// <summary>Whether a text can be the value of a tag as most providers take them: letters, digits, hyphens and underscores of ASCII.</summary>
    public static bool IsTag(string text, int longest) => text.Length <= longest && !text.AsSpan().ContainsAnyExcept(InTags);

    private static bool Parsed<T>(string? text, out T? value)
        where T : IParsable<T> => T.TryParse(text, null, out value);
}
