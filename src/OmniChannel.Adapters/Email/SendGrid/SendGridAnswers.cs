using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Email;

/// <summary>What SendGrid's errors mean. They have no codes: what is wrong is told by the field of the request that is, and by the status.</summary>
internal static class SendGridAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["personalizations.0.to.0.email"], Means = RecipientRejected, Because = "SendGrid calls the recipient's address malformed." },
        new() { Codes = ["from", "from.email", "reply_to", "reply_to.email"], Means = AccountRefused, Because = "SendGrid does not take the sender; verify From and ReplyTo there." },
        new() { Codes = ["authorization"], Means = AccountRefused, Because = "SendGrid does not take the API key." },
        new() { Codes = ["HTTP 404", "HTTP 405"], Means = AccountRefused, Because = "SendGrid's API is not at this address; look at BaseAddress." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The mail is larger than the 30 MB that SendGrid takes." });
}
