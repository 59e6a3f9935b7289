using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sms.Vonage;

/// <summary>The whole contract of an adapter over HTTP, on Vonage, whose status is 200 whatever it says.</summary>
public sealed class VonageChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Secret = "vonage-secret-0123";

    protected override string Table => """
        NotSent, account: 11, 14, 15, 23, 29, 32, 4, 8, 9
        NotSent, provider: 1, 10, 5
        Rejected, message: 12, 2, 22, 3, 6
        Rejected, recipient: 33, 7
        Unknown: partly
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddVonage(configure: options =>
    {
        options.ApiKey = "abcd1234";
        options.ApiSecret = Secret;
        options.From = "OmniShop";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new VonageChannelAdapter("main", new VonageOptions { ApiKey = "abcd1234", ApiSecret = Secret, From = "OmniShop", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"message-count":"1","messages":[{"to":"15005550006","message-id":"0A0000000123ABCD1","status":"0","remaining-balance":"3.14","message-price":"0.03","network":"12345"}]}"""),
        GoodId = "0A0000000123ABCD1",
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [], // status 12 says that a text is too long
        RetryAfter = [], // Vonage says none
        Cases =
        [
            Row("barred", 200, Said("7"), AttemptResult.Rejected, AttemptFault.Recipient, "7"),
            Row("given up", 200, Said("33"), AttemptResult.Rejected, AttemptFault.Recipient, "33"),
            Row("not routable", 200, Said("6"), AttemptResult.Rejected, AttemptFault.Message, "6"),
            Row("too long", 200, Said("12"), AttemptResult.Rejected, AttemptFault.Message, "12"),
            Row("wrong credentials", 200, Said("4"), AttemptResult.NotSent, AttemptFault.Account, "4"),
            Row("no balance", 200, Said("9"), AttemptResult.NotSent, AttemptFault.Account, "9"),
            Row("not our sender", 200, Said("15"), AttemptResult.NotSent, AttemptFault.Account, "15"),
            Row("throttled", 200, Said("1"), AttemptResult.NotSent, AttemptFault.Provider, "1"),
            Row("a code of next year", 200, Said("99"), AttemptResult.NotSent, AttemptFault.Provider, "99"),
            Row("every part refused", 200, Said("1", "4"), AttemptResult.NotSent, AttemptFault.Provider, "1"),
            Row("one part taken, one refused", 200, Said("0", "1"), AttemptResult.Unknown, AttemptFault.Provider),
            Row("no message at all", 200, """{"message-count":"0","messages":[]}""", AttemptResult.Unknown, AttemptFault.Provider),
            Row("a status that is none", 200, """{"messages":[{"status":{}}]}""", AttemptResult.Unknown, AttemptFault.Provider),
            Row("too many requests by HTTP", 429, "{}", AttemptResult.NotSent, AttemptFault.Provider),
        ],
        ValidAddresses = ["+15005550006", "+49 151 2345-6789"],
        InvalidAddresses = ["0151 23456789", "+1", "phone"],
        Secrets = [Secret],
    };

    private static string Said(params string[] statuses) =>
        $$"""{"message-count":"{{statuses.Length}}","messages":[{{string.Join(',', statuses.Select((status, at) => status == "0" ? $$"""{"to":"1","message-id":"M{{at}}","status":"0"}""" : $$"""{"status":"{{status}}","error-text":"no, +15005550006"}"""))}}]}""";
}
