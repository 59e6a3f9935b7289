using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Email;

/// <summary>What Mailgun's refusals mean. They have no codes: the status tells, and where a parameter is wrong, its name in the words.</summary>
internal static class MailgunAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["to"], Means = RecipientRejected, Because = "Mailgun calls the recipient's address malformed." },
        new() { Codes = ["from", "h:reply-to"], Means = AccountRefused, Because = "Mailgun does not take the sender; look at From and ReplyTo." },
        new() { Codes = ["HTTP 404", "HTTP 405"], Means = AccountRefused, Because = "Mailgun does not know the domain here; look at Domain and BaseAddress (the EU has one of its own)." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The mail is larger than the 25 MB that Mailgun takes." });
}
