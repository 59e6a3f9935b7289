using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Push.WebPush;

/// <summary>The whole contract of an adapter over HTTP, on Web Push.</summary>
public sealed class WebPushChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Location = "https://push.example/message/qDIYHNcfAIPP_5ITvURr";

    protected override string Table => """
        Rejected, message: HTTP 413
        Rejected, recipient: HTTP 404, HTTP 410
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddWebPush(configure: options =>
    {
        options.Subject = "mailto:ops@shop.example";
        options.PublicKey = PushKeys.VapidPublic;
        options.PrivateKey = PushKeys.VapidPrivate;
        options.AllowPrivateNetworks = true;
        options.TrustedServices.Add("127.0.0.1");
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new WebPushChannelAdapter("main", Options(), Client(), Clock),
        Clock = Clock,
        EndpointOwner = EndpointOwner.Recipient,
        Good = new ProviderReply { Status = 201, Headers = new Dictionary<string, string> { ["Location"] = Location } },
        GoodId = Location,
        SaysYesInTheBody = false,
        Capabilities = ChannelDefinitions.WebPush.Capabilities,
        Limits = [PushKeys.BytesOf(3_993, """{"title":"Your basket waits","body":"","delivery":"d-1","campaign":"cart-left"}""")],
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            Row("another yes", 202, "", AttemptResult.Accepted, AttemptFault.None),
            Row("a yes of an old service", 200, "", AttemptResult.Accepted, AttemptFault.None),
            Row("a page", 200, "<html>hello</html>", AttemptResult.Unknown, AttemptFault.Provider),
            Row("something else that begins with 2", 206, "", AttemptResult.Unknown, AttemptFault.Provider),
            Row("not there", 404, "", AttemptResult.Rejected, AttemptFault.Recipient, "404"),
            Row("gone", 410, """{"code":410,"errno":106,"error":"Gone"}""", AttemptResult.Rejected, AttemptFault.Recipient, "410"),
            Row("too large", 413, "", AttemptResult.Rejected, AttemptFault.Message, "413"),
            Row("bad request", 400, "", AttemptResult.Rejected, AttemptFault.Message, "400"),
            Row("our key is refused", 403, "", AttemptResult.NotSent, AttemptFault.Account, "403"),
            Row("no key", 401, "", AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("too many", 429, "", AttemptResult.NotSent, AttemptFault.Provider, "429"),
            Row("broken", 500, "", AttemptResult.NotSent, AttemptFault.Provider, "500"),
        ],
        ValidAddresses = [Subscription(new Uri(address, "push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV")), $" {Subscription(new Uri(address, "wpush/v2/gAAAA"), "\"expirationTime\":null,")}"],
        InvalidAddresses =
        [
            "", "https://push.example/1", "{}", "[]", """{"endpoint":3,"keys":{}}""",
            Subscription(new Uri("ftp://push.example/1")), Subscription(new Uri("https://user:pass@push.example/1")), Subscription(new Uri("https://push.example/1#x")),
            Subscription(new Uri("https://push.example/1")).Replace("BTBZMqHH6r4Tts7J_aSIgg", "BTBZMqHH6r4Tts7J", StringComparison.Ordinal),
        ],
        Secrets = [PushKeys.VapidPrivate, "BTBZMqHH6r4Tts7J_aSIgg", "eyJ"],
    };

    internal static WebPushOptions Options()
    {
        var options = new WebPushOptions { Subject = "mailto:ops@shop.example", PublicKey = PushKeys.VapidPublic, PrivateKey = PushKeys.VapidPrivate, AllowPrivateNetworks = true };
        options.TrustedServices.Add("127.0.0.1");
        return options;
    }

    /// <summary>The keys of RFC 8291's example.</summary>
    internal static string Subscription(Uri endpoint, string more = "") =>
        $$$"""{"endpoint":"{{{endpoint.OriginalString}}}",{{{more}}}"keys":{"p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}}""";
}
