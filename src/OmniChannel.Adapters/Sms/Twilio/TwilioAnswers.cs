using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Sms;

/// <summary>What Twilio's error codes mean when a message is created. Twilio asks not to build on single codes and splits them without notice, so what is not here goes by the status.</summary>
internal static class TwilioAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["21610"], Means = OptedOut, Because = "The person wrote STOP to this sender, or to one that shares its opt-outs." },
        new() { Codes = ["21211", "21614"], Means = RecipientRejected, Because = "The recipient's number is none, or no mobile one." },
        new() { Codes = ["21217", "21401", "21421"], Means = RecipientRejected, Because = "Twilio does not take the recipient's number." },
        new() { Codes = ["20003", "20005", "20008", "20404", "10001", "20006"], Means = AccountRefused, Because = "Twilio does not let this account send: its credentials, its status or its permissions." },
        new() { Codes = ["21212", "21603", "21606", "21659", "21660", "21661", "21701", "21703", "21704", "21705", "21712"], Means = AccountRefused, Because = "Twilio does not take the sender: From or MessagingServiceSid is not this account's, or cannot send text messages." },
        new() { Codes = ["21408", "21608", "21612", "63038", "30034"], Means = AccountRefused, Because = "The account may not send there: geographic permissions, a trial, a daily limit, or a registration (A2P 10DLC) that is missing." },
        new() { Codes = ["21611", "30001", "20429", "30022", "14107"], Means = ComeLater, Because = "Twilio has too much from us in its queue." },
        new() { Codes = ["21604", "21201"], Means = MessageRejected, Because = "The request had no recipient, which is nothing that the recipient did." },
        new() { Codes = ["failed", "undelivered", "canceled"], Means = ComeLater, Because = "Twilio made the message and gave it up at once, without a code that says why." },
        new() { Codes = ["21617", "21602", "21619", "21620", "21623", "30007"], Means = MessageRejected, Because = "Twilio does not take this text: empty, too long, or filtered." },
        new() { Codes = ["21609", "21621"], Means = AccountRefused, Because = "Twilio does not take StatusCallback; it has to be a URL that it can reach." });
}
