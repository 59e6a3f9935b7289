using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.Mastodon;

/// <summary>The whole contract of an adapter over HTTP, on Mastodon.</summary>
public sealed class MastodonChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "aaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    protected override string Table => """
        NotSent, account: HTTP 404, HTTP 410
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddMastodon(configure: options =>
    {
        options.AccessToken = Token;
        options.Handle = "shop@social.example";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new MastodonChannelAdapter("main", new MastodonOptions { AccessToken = Token, Handle = "shop@social.example", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"id":"103254962155278888","created_at":"2019-12-05T11:34:47.196Z","content":"<p>test content</p>"}"""),
        GoodId = "103254962155278888",
        Capabilities = OwnPosts.Mastodon(500).Capabilities,
        Limits = [ProviderLimit.Characters(500)],
        RetryAfter = RetryAfterDialect.ResetAtInstant,
        Cases =
        [
            Row("token withdrawn", 401, """{"error":"The access token is invalid"}""", AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("not allowed", 403, """{"error":"This action is outside the authorized scopes"}""", AttemptResult.NotSent, AttemptFault.Account, "403"),
            Row("no such path", 404, """{"error":"Record not found"}""", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("gone", 410, """{"error":"Gone"}""", AttemptResult.NotSent, AttemptFault.Account, "410"),
            Row("too long", 422, """{"error":"Validation failed: Text character limit of 500 exceeded"}""", AttemptResult.Rejected, AttemptFault.Message, "422"),
            Row("down", 503, """{"error":"Service Unavailable"}""", AttemptResult.NotSent, AttemptFault.Provider, "503"),
            Row("a 200 that says nothing", 200, """{"error":"no"}""", AttemptResult.Unknown, AttemptFault.Provider),
            new()
            {
                Name = "too many",
                Reply = ProviderReply.Json(429, """{"error":"Too many requests"}""") with { Headers = new Dictionary<string, string> { ["Date"] = "Mon, 15 Jun 2026 10:00:00 GMT", ["X-RateLimit-Reset"] = "2026-06-15T10:00:42.123456Z" } },
                Result = AttemptResult.NotSent,
                Fault = AttemptFault.Provider,
                RetryAfter = TimeSpan.FromTicks(421_234_560),
            },
        ],
        ValidAddresses = ["shop@social.example", " @Shop@social.example "],
        InvalidAddresses = ["ann@elsewhere.example", "@eve"],
        Secrets = [Token],
        IdempotencyKey = request => request.Header("Idempotency-Key"),
    };
}
