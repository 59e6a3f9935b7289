using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.X;

/// <summary>The whole contract of an adapter over HTTP, on posts of X: errors may stand beside data.</summary>
public sealed class XPostChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "bearer-aaaaaaaaaaaaaaaaaaaaaaaa";

    protected override string Table => """
        NotSent, account: HTTP 404, client-disconnected, client-forbidden, not-authorized-for-field, not-authorized-for-resource, oauth1-permissions, unsupported-authentication, usage-capped
        NotSent, provider: internal-error, rate-limits, resource-unavailable
        Rejected, message: disallowed-resource, invalid-request
        Rejected, message, or Accepted after a doubt: duplicate
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddX(configure: options =>
    {
        options.UserId = "2244994945";
        options.AccessToken = Token;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new XPostChannelAdapter("main", new XOptions { UserId = "2244994945", AccessToken = Token, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(201, """{"data":{"id":"1445880548472328192","text":"hi"}}"""),
        GoodId = "1445880548472328192",
        Capabilities = OwnPosts.X.Capabilities,
        Limits = [ProviderLimit.Characters(280)],
        RetryAfter = RetryAfterDialect.ResetAtEpoch,
        Cases =
        [
            Row("errors beside data", 201, """{"data":{"id":"1445880548472328192"},"errors":[{"type":"https://api.x.com/2/problems/field-unauthorized","title":"Field"}]}""", AttemptResult.Accepted, AttemptFault.None),
            Row("a 200 with errors alone", 200, """{"errors":[{"type":"https://api.x.com/2/problems/not-authorized-for-resource","title":"Authorization Error"}]}""", AttemptResult.NotSent, AttemptFault.Account, "not-authorized-for-resource"),
            Row("duplicate", 403, """{"detail":"You are not allowed to create a Tweet with duplicate content.","type":"about:blank","title":"Forbidden","status":403}""", AttemptResult.Rejected, AttemptFault.Message),
            Row("forbidden", 403, """{"type":"https://api.x.com/2/problems/client-forbidden","title":"Client Forbidden","reason":"client-not-enrolled"}""", AttemptResult.NotSent, AttemptFault.Account, "client-forbidden"),
            Row("bad request", 400, """{"errors":[{"message":"no"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}""", AttemptResult.Rejected, AttemptFault.Message, "invalid-request"),
            Row("token", 401, """{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}""", AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("no such path", 404, """{"title":"Not Found"}""", AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("down", 503, """{"type":"https://api.x.com/2/problems/resource-unavailable"}""", AttemptResult.NotSent, AttemptFault.Provider, "resource-unavailable"),
            new()
            {
                Name = "too many",
                Reply = ProviderReply.Json(429, """{"title":"Too Many Requests","type":"about:blank","status":429}""") with { Headers = new Dictionary<string, string> { ["Date"] = "Mon, 15 Jun 2026 10:00:00 GMT", ["x-rate-limit-reset"] = "1781517690" } },
                Result = AttemptResult.NotSent,
                Fault = AttemptFault.Provider,
                RetryAfter = TimeSpan.FromSeconds(90),
            },
            Row("a 201 that says nothing", 201, "{}", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["2244994945", " 2244994945 "],
        InvalidAddresses = ["783214", "ann"],
        Secrets = [Token],
    };
}
