using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Push;

/// <summary>What FCM's error codes mean, and where its answers have them: in the details beside the canonical code.</summary>
internal static class FcmAnswers
{
    private const string Token = "message.token";

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["UNREGISTERED"], Means = RecipientRejected, Because = "The app was removed from the device, or its token replaced." },
        new() { Codes = ["SENDER_ID_MISMATCH"], Means = RecipientRejected, Because = "The token was given out for another project." },
        new() { Codes = [Token], Means = RecipientRejected, Because = "FCM takes this for no token of a device." },
        new() { Codes = ["INVALID_ARGUMENT"], Means = MessageRejected, Because = "FCM does not take the payload." },
        new() { Codes = ["THIRD_PARTY_AUTH_ERROR"], Means = AccountRefused, Because = "The project has no valid APNs key or web push key; look at its Cloud Messaging settings." },
        new() { Codes = ["PERMISSION_DENIED", "UNAUTHENTICATED"], Means = AccountRefused, Because = "The service account may not send by this project." },
        new() { Codes = ["HTTP 404"], Means = AccountRefused, Because = "There is no such project, or nothing listens at this address." },
        new() { Codes = ["QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED"], Means = ComeLater, Because = "FCM takes no more from the project, or for this device, for a while." },
        new() { Codes = ["UNAVAILABLE", "INTERNAL"], Means = ComeLater, Because = "FCM failed." });

    /// <summary>The codes of an answer that says no, the most telling first: an invalid argument says nothing of whose fault it is, its field does.</summary>
    public static ProviderAnswer Refusal(JsonElement root)
    {
        var error = root.Get("error");
        var details = error.Get("details").Items().ToList();
        return ProviderAnswer.Refused(
        [
            .. details.SelectMany(detail => detail.Get("fieldViolations").Items()).Select(violation => violation.Text("field")).Where(field => field == Token),
            .. details.Select(detail => detail.Text("errorCode")),
            error.Text("status"),
        ]);
    }
}
