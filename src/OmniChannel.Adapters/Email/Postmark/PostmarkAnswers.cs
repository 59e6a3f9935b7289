using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Email;

/// <summary>What Postmark's error codes mean; they come with status 422, and in an answer of 200, too.</summary>
internal static class PostmarkAnswers
{
    /// <summary>The code we give a 300 that speaks of the recipient.</summary>
    public const string BadRecipient = "300:To";

    /// <summary>The code we give a 300 that speaks of our side.</summary>
    public const string BadSender = "300:From";

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["406"], Means = RecipientRejected, Because = "Postmark keeps the recipient as inactive: it bounced, complained or was suppressed." },
        new() { Codes = [BadRecipient], Means = RecipientRejected, Because = "Postmark calls the recipient's address malformed." },
        new() { Codes = [BadSender, "400", "401"], Means = AccountRefused, Because = "Postmark does not take the sender; confirm From and ReplyTo there." },
        new() { Codes = ["10"], Means = AccountRefused, Because = "Postmark does not take the server token." },
        new() { Codes = ["405", "412", "413"], Means = AccountRefused, Because = "Postmark does not let this account send: its credits, its approval or its standing." },
        new() { Codes = ["1226", "1228", "1235"], Means = AccountRefused, Because = "Postmark does not know the message stream, or does not take mail by it." },
        new() { Codes = ["100", "429"], Means = ComeLater, Because = "Postmark is being maintained, or has too much from us." },
        new() { Codes = ["300", "402", "403", "409", "410", "411", "1101"], Means = MessageRejected, Because = "Postmark does not take this request." },
        new() { Codes = ["HTTP 404", "HTTP 405"], Means = AccountRefused, Because = "Postmark's API is not at this address; look at BaseAddress." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The mail is larger than the 10 MB that Postmark takes." });
}
