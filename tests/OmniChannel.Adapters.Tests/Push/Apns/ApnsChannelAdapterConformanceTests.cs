using System.Net;
using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Push.Apns;

/// <summary>The whole contract of an adapter over HTTP, on APNs; the double speaks HTTP/1.1, and ApnsDoubleTests has HTTP/2.</summary>
public sealed class ApnsChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Id = "0b5f0e5a-7c00-4000-8000-000000000001";

    protected override string Table => """
        NotSent, account: BadCertificate, BadCertificateEnvironment, BadEnvironmentKeyIdInToken, BadPath, BadTopic, ExpiredProviderToken, Forbidden, HTTP 404, InvalidProviderToken, MissingProviderToken, MissingTopic, TopicDisallowed, UnrelatedKeyIdInToken
        NotSent, provider: IdleTimeout, InternalServerError, ServiceUnavailable, Shutdown, TooManyProviderTokenUpdates, TooManyRequests
        Rejected, message: BadCollapseId, BadDeviceToken/unproven, BadExpirationDate, BadMessageId, BadPriority, DeviceTokenNotForTopic/unproven, DuplicateHeaders, InvalidPushType, MethodNotAllowed, PayloadEmpty, PayloadTooLarge
        Rejected, recipient: BadDeviceToken, DeviceTokenNotForTopic, ExpiredToken, MissingDeviceToken, Unregistered
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddApns(configure: options =>
    {
        options.Topic = "com.example.app";
        options.TeamId = "DEF123GHIJ";
        options.KeyId = "ABC123DEFG";
        options.PrivateKey = PushKeys.P8;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new ApnsChannelAdapter("main", Options(address), Client(), Clock, HttpVersion.Version11),
        Clock = Clock,
        Good = new ProviderReply { Headers = new Dictionary<string, string> { ["apns-id"] = Id } },
        GoodId = Id,
        SaysYesInTheBody = false,
        Capabilities = ChannelDefinitions.Push.Capabilities,
        Limits = [PushKeys.BytesOf(4_096, """{"aps":{"alert":{"title":"Your basket waits","body":""},"sound":"default"},"delivery":"d-1","campaign":"cart-left"}""")],
        RetryAfter = [], // Apple says none
        Cases =
        [
            .. Rows(410, AttemptResult.Rejected, AttemptFault.Recipient, "Unregistered", "ExpiredToken"),
            .. Rows(400, AttemptResult.Rejected, AttemptFault.Recipient, "MissingDeviceToken"),
            .. Rows(400, AttemptResult.Rejected, AttemptFault.Message, "BadCollapseId", "BadExpirationDate", "BadMessageId", "BadPriority", "DuplicateHeaders", "InvalidPushType", "PayloadEmpty"),
            Row("no other token was one yet", 400, """{"reason":"BadDeviceToken"}""", AttemptResult.Rejected, AttemptFault.Message, "BadDeviceToken/unproven"),
            Row("nor of this topic", 400, """{"reason":"DeviceTokenNotForTopic"}""", AttemptResult.Rejected, AttemptFault.Message, "DeviceTokenNotForTopic/unproven"),
            .. Rows(400, AttemptResult.NotSent, AttemptFault.Account, "BadTopic", "MissingTopic", "TopicDisallowed"),
            .. Rows(403, AttemptResult.NotSent, AttemptFault.Account, "BadCertificate", "BadCertificateEnvironment", "ExpiredProviderToken", "Forbidden", "InvalidProviderToken", "MissingProviderToken", "UnrelatedKeyIdInToken", "BadEnvironmentKeyIdInToken"),
            .. Rows(404, AttemptResult.NotSent, AttemptFault.Account, "BadPath"),
            .. Rows(405, AttemptResult.Rejected, AttemptFault.Message, "MethodNotAllowed"),
            .. Rows(413, AttemptResult.Rejected, AttemptFault.Message, "PayloadTooLarge"),
            .. Rows(429, AttemptResult.NotSent, AttemptFault.Provider, "TooManyProviderTokenUpdates", "TooManyRequests"),
            .. Rows(400, AttemptResult.NotSent, AttemptFault.Provider, "IdleTimeout"),
            .. Rows(500, AttemptResult.NotSent, AttemptFault.Provider, "InternalServerError"),
            .. Rows(503, AttemptResult.NotSent, AttemptFault.Provider, "ServiceUnavailable", "Shutdown"),
            Row("a reason of next year", 400, """{"reason":"SomethingNew"}""", AttemptResult.Rejected, AttemptFault.Message, "SomethingNew"),
            Row("a page that says yes", 200, "<html>Welcome</html>", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad", "80a0b1"],
        InvalidAddresses = ["", "two words", "740f\u00e4"],
        Secrets = ["PRIVATE KEY", "eyJ"],
    };

    internal static ApnsOptions Options(Uri address, string? key = null) => new() { Topic = "com.example.app", TeamId = "DEF123GHIJ", KeyId = "ABC123DEFG", PrivateKey = key ?? PushKeys.P8, BaseAddress = address, AllowPrivateNetworks = true };

    private static IEnumerable<ProviderCase> Rows(int status, AttemptResult result, AttemptFault fault, params string[] reasons) =>
        reasons.Select(reason => Row(reason, status, $$"""{"reason":"{{reason}}"}""", result, fault, reason));
}
