using OmniChannel.Accounts;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>What accounts at e-mail providers share: the check of their options, the parts of a mail as their APIs take them.</summary>
internal static class EmailApi
{
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
    public static IEnumerable<(string Name, string Value)> Headers(OutgoingMessage message, EmailApiOptions options) =>
        EmailComposer.WayOut(message, options.UnsubscribeMailbox).Select(field => (field.Name, string.Join(' ', field.Parts)));
}
