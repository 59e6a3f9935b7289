using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Social;

/// <summary>What the errors of an AT Protocol server mean. A 500 is safe to repeat here: putRecord under the same name and with the same bytes changes nothing.</summary>
internal static class BlueskyAnswers
{
    public static AnswerTable Table { get; } = new(
        new() { Codes = ["ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AuthFactorTokenRequired", "AccountTakedown", "AccountDeactivated", "AccountSuspended", "RepoDeactivated", "RepoTakendown", "RepoNotFound"], Means = AccountRefused, Because = "Bluesky does not let this account post: its app password, or its standing." },
        new() { Codes = ["InvalidRequest", "InvalidRecord", "BlobNotFound"], Means = MessageRejected, Because = "Bluesky does not take this post." },
        new() { Codes = ["InvalidSwap", "RateLimitExceeded", "UpstreamFailure", "NotEnoughResources"], Means = ComeLater, Because = "Bluesky failed, or has too much from us." });

    /// <summary>The error's name; null where the body says none.</summary>
    public static string? CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = WireJson.Parse(body);
            return json.RootElement.Text("error");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
