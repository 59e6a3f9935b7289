using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.LinkedIn;

/// <summary>The whole contract of an adapter over HTTP, on LinkedIn: the yes is a header.</summary>
public sealed class LinkedInChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "AQVaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    protected override string Table => """
        NotSent, account: HTTP 404, HTTP 426, NONEXISTENT_VERSION, VERSION_MISSING
        Rejected, message, or Accepted after a doubt: DUPLICATE_POST
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddLinkedIn(configure: options =>
    {
        options.AccessToken = Token;
        options.Author = "urn:li:organization:2414183";
        options.Version = "202610";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new LinkedInChannelAdapter("main", new LinkedInOptions { AccessToken = Token, Author = "urn:li:organization:2414183", Version = "202610", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = new ProviderReply { Status = 201, Headers = new Dictionary<string, string> { ["x-restli-id"] = "urn:li:share:6844785523593134080" } },
        GoodId = "urn:li:share:6844785523593134080",
        SaysYesInTheBody = false,
        Capabilities = OwnPosts.LinkedIn.Capabilities,
        Limits = [ProviderLimit.Characters(3_000)],
        RetryAfter = [], // LinkedIn says none
        Cases =
        [
            Row("bad", 400, """{"status":400,"code":"BAD_REQUEST","message":"no"}""", AttemptResult.Rejected, AttemptFault.Message, "BAD_REQUEST"),
            Row("token", 401, """{"status":401,"serviceErrorCode":65601,"code":"REVOKED_ACCESS_TOKEN"}""", AttemptResult.NotSent, AttemptFault.Account, "REVOKED_ACCESS_TOKEN"),
            Row("permission", 403, """{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED"}""", AttemptResult.NotSent, AttemptFault.Account, "ACCESS_DENIED"),
            Row("nowhere", 404, """{"status":404,"code":"RESOURCE_NOT_FOUND"}""", AttemptResult.NotSent, AttemptFault.Account),
            Row("duplicate", 422, """{"status":422,"code":"UNPROCESSABLE_ENTITY","errorDetails":{"inputErrors":[{"code":"DUPLICATE_POST"}]}}""", AttemptResult.Rejected, AttemptFault.Message),
            Row("refused", 422, """{"status":422,"code":"UNPROCESSABLE_ENTITY"}""", AttemptResult.Rejected, AttemptFault.Message, "UNPROCESSABLE_ENTITY"),
            Row("version ended", 426, """{"status":426,"code":"NONEXISTENT_VERSION"}""", AttemptResult.NotSent, AttemptFault.Account, "NONEXISTENT_VERSION"),
            Row("version ended, silently", 426, "{}", AttemptResult.NotSent, AttemptFault.Account, "426"),
            Row("too many", 429, """{"status":429,"code":"TOO_MANY_REQUESTS"}""", AttemptResult.NotSent, AttemptFault.Provider),
            Row("a page that says yes", 200, "<html>Welcome</html>", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["urn:li:organization:2414183"],
        InvalidAddresses = ["urn:li:person:abc", "ann"],
        Secrets = [Token],
    };
}
