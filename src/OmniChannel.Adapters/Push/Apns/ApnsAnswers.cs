using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Push;

/// <summary>What APNs' reasons mean.</summary>
internal static class ApnsAnswers
{
    /// <summary>Behind a reason that <see cref="IsDoubtful"/>: nothing has been taken by this account since it started.</summary>
    public const string Unproven = "/unproven";

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["Unregistered", "ExpiredToken"], Means = RecipientRejected, Because = "The app was removed from the device, or its token ran out." },
        new() { Codes = ["BadDeviceToken", "DeviceTokenNotForTopic"], Means = RecipientRejected, Because = "The token is none of this app in this environment; others of this account are." },
        new() { Codes = ["BadDeviceToken" + Unproven, "DeviceTokenNotForTopic" + Unproven], Means = MessageRejected, Because = "The token is none of this app in this environment, and no other was one since the start: look at Topic and UseSandbox before it is blamed." },
        new() { Codes = ["MissingDeviceToken"], Means = RecipientRejected, Because = "There is no token." },
        new()
        {
            Codes = ["BadCollapseId", "BadExpirationDate", "BadMessageId", "BadPriority", "DuplicateHeaders", "InvalidPushType", "PayloadEmpty", "PayloadTooLarge", "MethodNotAllowed"],
            Means = MessageRejected,
            Because = "Apple does not take this notification.",
        },
        new() { Codes = ["BadTopic", "MissingTopic", "TopicDisallowed"], Means = AccountRefused, Because = "The key may not send for this Topic." },
        new()
        {
            Codes = ["BadCertificate", "BadCertificateEnvironment", "Forbidden", "InvalidProviderToken", "MissingProviderToken", "UnrelatedKeyIdInToken", "BadEnvironmentKeyIdInToken"],
            Means = AccountRefused,
            Because = "Apple does not take the provider token: look at TeamId, KeyId, PrivateKey and the environment.",
        },
        new() { Codes = ["ExpiredProviderToken"], Means = AccountRefused, Because = "Apple calls a new provider token expired: look at this machine's clock." },
        new() { Codes = ["BadPath", "HTTP 404"], Means = AccountRefused, Because = "Nothing is notified at this address." },
        new() { Codes = ["TooManyProviderTokenUpdates"], Means = ComeLater, Because = "Too many provider tokens were made for this key: does another service use it, or does this one restart often?" },
        new() { Codes = ["TooManyRequests"], Means = ComeLater, Because = "Too many notifications went to this device." },
        new() { Codes = ["IdleTimeout", "InternalServerError", "ServiceUnavailable", "Shutdown"], Means = ComeLater, Because = "APNs failed, or ends the connection." });

    /// <summary>Reasons that also a wrong environment or topic has, for every token there is.</summary>
    public static bool IsDoubtful(string? reason) => reason is "BadDeviceToken" or "DeviceTokenNotForTopic";
}
