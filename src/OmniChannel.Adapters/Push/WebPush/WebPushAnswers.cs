using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Push;

/// <summary>What the statuses of push services mean (RFC 8030); they have no codes in common.</summary>
internal static class WebPushAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["HTTP 404", "HTTP 410"], Means = RecipientRejected, Because = "The browser's subscription has ended." },
        new() { Codes = ["HTTP 413"], Means = MessageRejected, Because = "The push service takes no message of this size." });
}
