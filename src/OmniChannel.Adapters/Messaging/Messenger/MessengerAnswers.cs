using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Messaging;

/// <summary>What the error codes of the Send API mean, for Messenger and Instagram. From memory and from what others reported; not checked against Meta.</summary>
internal static class MessengerAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["551", "551/1545041", "100/2018001", "100/2018108"], Means = RecipientRejected, Because = "This person cannot be written to: gone, or has blocked the Page." },
        new() { Codes = ["10/2018278", "10/2534022", "100/2534015", "10/2018065"], Means = MessageRejected, Because = "More than 24 hours since the person's last message." },
        new() { Codes = ["100/2018109", "100", "105", "2018047"], Means = MessageRejected, Because = "Meta does not take this message: a parameter, its length, or a tag that does not exist any more." },
        new() { Codes = [.. MetaCodes.Permissions, "3", "10", "102", "190", "368"], Means = AccountRefused, Because = "Meta does not let this Page write: its token, its permissions or its standing." },
        new() { Codes = ["1", "2", "4", "17", "32", "341", "613", "1200", "1200/1545041"], Means = ComeLater, Because = "Meta failed, or has too much from us." });
}
