using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.Instagram;

/// <summary>The whole contract of an adapter over HTTP, on Instagram's content publishing: the container is there, the cases are of its publication.</summary>
public sealed class InstagramChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "EAAJB0000000000000000000";

    protected override string Table => """
        NotSent, account: 10, 102, 104, 190, 200 to 239, 24/2207006, 240 to 249, 25, 25/2207050, 250 to 299, 3, 368, 4/2207051, 9, 9/2207042, HTTP 404
        NotSent, provider: -1, -2, 1, 17, 2, 24/2207008, 32, 341, 4, 613, 9007, 9007/2207027
        Rejected, message: 100, 352, 36000, 36001, 36003, 36004, 9004, 9004/2207052
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddInstagram(configure: options =>
    {
        options.AccessToken = Token;
        options.AccountId = "17841400008460056";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new InstagramChannelAdapter("main", new InstagramOptions { AccessToken = Token, AccountId = "17841400008460056", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Content = new() { Text = "The boots", Image = new("https://shop.example/boots.jpg") },
        Good = ProviderReply.Json(200, """{"id":"17920238422030506"}"""),
        GoodId = "17920238422030506",
        Preliminary = request => request.Target.EndsWith("/media", StringComparison.Ordinal) ? ProviderReply.Json(200, """{"id":"17889455560051444"}""") : null,
        Capabilities = OwnPosts.Instagram.Capabilities,
        Limits = [ProviderLimit.Characters(2_200)],
        RetryAfter = [], // Meta says none with an error
        Cases =
        [
            No(400, 4, 2207051, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 9, 2207042, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 25, 2207050, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 24, 2207006, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 24, 2207008, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 9007, 2207027, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, -1, 2207001, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, -2, 2207020, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 9004, 2207052, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 36000, 2207004, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 36003, 2207009, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 36004, 2207010, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 190, 463, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 100, null, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 4, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(500, 2, null, AttemptResult.NotSent, AttemptFault.Provider),
            Row("no such version", 404, "{}", AttemptResult.NotSent, AttemptFault.Account),
            Row("a 200 that says nothing", 200, "{}", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["17841400008460056"],
        InvalidAddresses = ["1254477777772919", "shop"],
        Secrets = [Token],
    };

    private static ProviderCase No(int status, int code, int? sub, AttemptResult result, AttemptFault fault) => Row(
        $"{code}/{sub} with {status}", status, "{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":" + code + (sub is null ? "" : ",\"error_subcode\":" + sub) + ",\"is_transient\":false,\"fbtrace_id\":\"D\"}}", result, fault);
}
