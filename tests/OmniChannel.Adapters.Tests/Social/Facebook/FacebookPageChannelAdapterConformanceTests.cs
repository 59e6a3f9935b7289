using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.Facebook;

/// <summary>The whole contract of an adapter over HTTP, on Meta's Pages API.</summary>
public sealed class FacebookPageChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "EAAJB0000000000000000000";

    protected override string Table => """
        NotSent, account: 10, 102, 104, 190, 200 to 299, 3, 368, HTTP 404
        NotSent, provider: 1, 17, 2, 32, 341, 4, 613
        Rejected, message: 100, 105, 1609005, 324
        Rejected, message, or Accepted after a doubt: 506
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddFacebookPage(configure: options =>
    {
        options.AccessToken = Token;
        options.PageId = "546349135390552";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new FacebookPageChannelAdapter("main", new FacebookPageOptions { AccessToken = Token, PageId = "546349135390552", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,

        // A post's id begins with its Page's, which is nobody's secret; here with another, so that the search for the address finds what should not be there.
        Good = ProviderReply.Json(200, """{"id":"100_1116689038356556"}"""),
        GoodId = "100_1116689038356556",
        Capabilities = OwnPosts.FacebookPage.Capabilities,
        Limits = [ProviderLimit.Characters(63_206)],
        RetryAfter = [], // Meta says none with an error
        Cases =
        [
            No(400, 506, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 294, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 190, AttemptResult.NotSent, AttemptFault.Account),
            No(403, 200, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 368, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 100, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 1609005, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 324, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 32, AttemptResult.NotSent, AttemptFault.Provider),
            No(500, 2, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 9999, AttemptResult.Rejected, AttemptFault.Message),
            No(200, 190, AttemptResult.NotSent, AttemptFault.Account),
            Row("no such version", 404, "{}", AttemptResult.NotSent, AttemptFault.Account),
            Row("a 200 that says nothing", 200, "{}", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["546349135390552"],
        InvalidAddresses = ["1254477777772919", "shop"],
        Secrets = [Token],
    };

    private static ProviderCase No(int status, int code, AttemptResult result, AttemptFault fault) => Row(
        $"{code} with {status}", status, "{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":" + code + ",\"fbtrace_id\":\"D\"}}", result, fault);
}
