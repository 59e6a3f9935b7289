using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.Bluesky;

/// <summary>The whole contract of an adapter over HTTP, on a server of the AT Protocol.</summary>
public sealed class BlueskyChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Password = "abcd-efgh-ijkl-mnop";
    private const string Access = "eyJ0eXAiOiJhdCtqd3QifQ.access.secret";
    private const string Refresh = "eyJ0eXAiOiJyZWZyZXNoK2p3dCJ9.refresh.secret";

    protected override string Table => """
        NotSent, account: AccountDeactivated, AccountSuspended, AccountTakedown, AuthFactorTokenRequired, AuthMissing, AuthenticationRequired, ExpiredToken, InvalidToken, RepoDeactivated, RepoNotFound, RepoTakendown
        NotSent, provider: InvalidSwap, NotEnoughResources, RateLimitExceeded, UpstreamFailure
        Rejected, message: BlobNotFound, InvalidRecord, InvalidRequest
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddBluesky(configure: options =>
    {
        options.Handle = "shop.example.com";
        options.AppPassword = Password;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new BlueskyChannelAdapter("main", new BlueskyOptions { Handle = "shop.example.com", AppPassword = Password, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"uri":"at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3l6oveex3ii2l","cid":"bafyreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm"}"""),
        GoodId = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3l6oveex3ii2l",
        Capabilities = OwnPosts.Bluesky.Capabilities,
        Limits =
        [
            ProviderLimit.Characters(300),
            new() { Name = "bytes, in far less than 300 characters", Most = 3_000, With = (message, bytes) => message with { Content = message.Content with { Text = Wide(bytes) } } },
        ],
        RetryAfter = RetryAfterDialect.RateLimitReset,
        Cases =
        [
            No(400, "InvalidRequest", AttemptResult.Rejected, AttemptFault.Message),
            No(400, "AccountTakedown", AttemptResult.NotSent, AttemptFault.Account),
            No(400, "InvalidSwap", AttemptResult.NotSent, AttemptFault.Provider),
            No(401, "AuthMissing", AttemptResult.NotSent, AttemptFault.Account),
            No(401, "AuthenticationRequired", AttemptResult.NotSent, AttemptFault.Account),
            No(429, "RateLimitExceeded", AttemptResult.NotSent, AttemptFault.Provider),
            No(500, "InternalServerError", AttemptResult.NotSent, AttemptFault.Provider),
            No(502, "UpstreamFailure", AttemptResult.NotSent, AttemptFault.Provider),
            No(400, "OfNextYear", AttemptResult.Rejected, AttemptFault.Message),
            Row("a 200 that says nothing", 200, "{}", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["shop.example.com", " @Shop.Example.com "],
        InvalidAddresses = ["ann.bsky.social"],
        Secrets = [Password, Access, Refresh],
        Preliminary = request => request.Target.EndsWith("com.atproto.server.createSession", StringComparison.Ordinal)
            ? ProviderReply.Json(200, "{\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\",\"handle\":\"shop.example.com\",\"accessJwt\":\"" + Access + "\",\"refreshJwt\":\"" + Refresh + "\"}")
            : null,
        IdempotencyKey = request => System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("rkey").GetString(),
    };

    /// <summary>So many bytes of UTF-8 in a family after the other, each of which is one character and 25 bytes.</summary>
    private static string Wide(int bytes) => string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 119)) + new string('a', bytes - 119 * 25);

    private static ProviderCase No(int status, string error, AttemptResult result, AttemptFault fault) => Row($"{error} with {status}", status, "{\"error\":\"" + error + "\",\"message\":\"no\"}", result, fault, error);
}
