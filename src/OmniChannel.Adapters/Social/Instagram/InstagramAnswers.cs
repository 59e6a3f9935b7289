using OmniChannel.Delivery;
using OmniChannel.Messaging;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>What the error codes of content publishing mean, by Meta's page of Instagram's error codes; those of the Graph API below 1,000 from memory.</summary>
internal static class InstagramAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["4/2207051", "25", "25/2207050", "24/2207006"], Means = AccountRefused, Because = "Instagram restricts the account, suspects its posts, or misses a permission; look at it in the app." },
        new() { Codes = ["9", "9/2207042"], Means = AccountRefused, Because = "The account's posts of these 24 hours are used up." },
        new() { Codes = ["-1", "-2", "24/2207008", "9007", "9007/2207027"], Means = ComeLater, Because = "Instagram failed, or is still at work on the image." },
        new() { Codes = ["9004", "9004/2207052"], Means = MessageRejected, Because = "Instagram cannot fetch the image from its URL." },
        new() { Codes = ["36000", "36001", "36003", "36004", "352"], Means = MessageRejected, Because = "Instagram does not take the image (JPEG of at most 8 MiB, between 4:5 and 1.91:1) or the caption." },
        new() { Codes = [.. MetaCodes.Permissions, "3", "10", "102", "104", "190", "368"], Means = AccountRefused, Because = "Meta does not let this account post: its token, its permissions or its standing." },
        new() { Codes = ["100"], Means = MessageRejected, Because = "Meta does not take this post: a parameter." },
        new() { Codes = ["1", "2", "4", "17", "32", "341", "613"], Means = ComeLater, Because = "Meta failed, or has too much from us." },
        new() { Codes = ["HTTP 404"], Means = AccountRefused, Because = "Meta knows no such version or account." });
}
