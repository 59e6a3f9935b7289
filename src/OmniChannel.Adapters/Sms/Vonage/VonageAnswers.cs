using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Sms;

/// <summary>What the <c>status</c> of a message means in an answer of Vonage, whose HTTP status is 200 whatever it says.</summary>
internal static class VonageAnswers
{
    /// <summary>Our code for a text of several parts of which some were taken and others refused.</summary>
    public const string Partly = "partly";

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["7", "33"], Means = RecipientRejected, Because = "The recipient's number is barred or was given up." },
        new() { Codes = ["6"], Means = MessageRejected, Because = "Vonage cannot route this message, such as one to a prefix that it does not know." },
        new() { Codes = ["2", "3", "12", "22"], Means = MessageRejected, Because = "Vonage does not take this message: a field is missing or wrong, or the text too long." },
        new() { Codes = ["4", "8", "9", "11", "14", "32"], Means = AccountRefused, Because = "Vonage does not let this account send: its credentials, its status or its balance." },
        new() { Codes = ["15", "23", "29"], Means = AccountRefused, Because = "Vonage does not take the sender or the callback, or the account is a trial that sends to listed numbers only." },
        new() { Codes = ["1", "5", "10"], Means = ComeLater, Because = "Vonage has too much from us, or trouble of its own." },
        new() { Codes = [Partly], Means = Unknown, Because = "Vonage has taken some parts of the text and refused others." });
}
