using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Push.Fcm;

/// <summary>The whole contract of an adapter over HTTP, on Firebase Cloud Messaging.</summary>
public sealed class FcmChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "ya29.secret-access-token";

    protected override string Table => """
        NotSent, account: HTTP 404, PERMISSION_DENIED, THIRD_PARTY_AUTH_ERROR, UNAUTHENTICATED
        NotSent, provider: INTERNAL, QUOTA_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE
        Rejected, message: INVALID_ARGUMENT
        Rejected, recipient: SENDER_ID_MISMATCH, UNREGISTERED, message.token
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddFcm(configure: options =>
    {
        options.ServiceAccount = PushKeys.ServiceAccount(address);
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new FcmChannelAdapter("main", new FcmOptions { ServiceAccount = PushKeys.ServiceAccount(address), BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Preliminary = request => request.Target == "/token" ? ProviderReply.Json(200, $$"""{"access_token":"{{Token}}","expires_in":3599,"token_type":"Bearer"}""") : null,
        Good = ProviderReply.Json(200, """{"name":"projects/my-project/messages/0:1500415314455276%31bd1c9631bd1c96"}"""),
        GoodId = "projects/my-project/messages/0:1500415314455276%31bd1c9631bd1c96",
        Capabilities = ChannelDefinitions.Push.Capabilities,
        Limits = [PushKeys.BytesOf(4_096, "title" + "Your basket waits" + "body" + "delivery" + "d-1" + "campaign" + "cart-left")],
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            Row("unregistered", 404, Error("NOT_FOUND", "UNREGISTERED"), AttemptResult.Rejected, AttemptFault.Recipient, "UNREGISTERED"),
            Row("another sender's token", 403, Error("PERMISSION_DENIED", "SENDER_ID_MISMATCH"), AttemptResult.Rejected, AttemptFault.Recipient, "SENDER_ID_MISMATCH"),
            Row("bad token", 400, Error("INVALID_ARGUMENT", "INVALID_ARGUMENT", "message.token"), AttemptResult.Rejected, AttemptFault.Recipient, "message.token"),
            Row("bad payload", 400, Error("INVALID_ARGUMENT", "INVALID_ARGUMENT", "message.data[0].value"), AttemptResult.Rejected, AttemptFault.Message, "INVALID_ARGUMENT"),
            Row("bad APNs key", 401, Error("UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"), AttemptResult.NotSent, AttemptFault.Account, "THIRD_PARTY_AUTH_ERROR"),
            Row("token refused", 401, """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""", AttemptResult.NotSent, AttemptFault.Account, "UNAUTHENTICATED"),
            Row("no permission", 403, """{"error":{"code":403,"status":"PERMISSION_DENIED"}}""", AttemptResult.NotSent, AttemptFault.Account, "PERMISSION_DENIED"),
            Row("no such project", 404, """{"error":{"code":404,"status":"NOT_FOUND"}}""", AttemptResult.NotSent, AttemptFault.Account, "NOT_FOUND"),
            Row("quota", 429, Error("RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), AttemptResult.NotSent, AttemptFault.Provider, "QUOTA_EXCEEDED"),
            Row("exhausted", 429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}""", AttemptResult.NotSent, AttemptFault.Provider, "RESOURCE_EXHAUSTED"),
            Row("internal", 500, Error("INTERNAL", "INTERNAL"), AttemptResult.NotSent, AttemptFault.Provider, "INTERNAL"),
            Row("unavailable", 503, Error("UNAVAILABLE", "UNAVAILABLE"), AttemptResult.NotSent, AttemptFault.Provider, "UNAVAILABLE"),
            Row("a code of next year", 400, Error("FAILED_PRECONDITION", "SOMETHING_NEW"), AttemptResult.Rejected, AttemptFault.Message, "SOMETHING_NEW"),
            Row("a success without a name", 200, "{}", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["fcmToken-1:APA91bE_x", " trimmed:APA91b "],
        InvalidAddresses = ["", "two words", "tökén", new string('a', 4_097)],
        Secrets = [Token, "PRIVATE KEY"],
    };

    private static string Error(string status, string code, string? field = null)
    {
        var violation = field is null ? "" : $$$""",{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"{{{field}}}","description":"no"}]}""";
        return $$$"""
            {"error":{"code":400,"message":"The registration token fcmToken-1:APA91bE_x is not right","status":"{{{status}}}","details":[
            {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"{{{code}}}"}{{{violation}}}]}}
            """;
    }
}
