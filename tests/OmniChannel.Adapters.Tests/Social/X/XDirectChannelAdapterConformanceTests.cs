using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Social.X;

/// <summary>The whole contract of an adapter over HTTP, on direct messages of X, signed by OAuth 1.0a.</summary>
public sealed class XDirectChannelAdapterConformanceTests : HttpAdapterContract
{
    private static readonly string[] Keys = ["370773112-token-aaaaaaaaaaaa", "token-secret-bbbbbbbbbbbb", "consumer-secret-cccccccccccc"];

    protected override string Table => """
        NotSent, account: client-disconnected, client-forbidden, not-authorized-for-field, not-authorized-for-resource, oauth1-permissions, unsupported-authentication, usage-capped
        NotSent, provider: internal-error, rate-limits, resource-unavailable
        Rejected, message: disallowed-resource, dm-closed, invalid-request
        Rejected, recipient: resource-not-found
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddXDirect(configure: options =>
    {
        options.UserId = "2244994945";
        options.AccessToken = Keys[0];
        options.AccessTokenSecret = Keys[1];
        options.ConsumerKey = "consumer";
        options.ConsumerSecrets.Add(Keys[2]);
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new XDirectChannelAdapter("main", new XOptions { UserId = "2244994945", AccessToken = Keys[0], AccessTokenSecret = Keys[1], ConsumerKey = "consumer", ConsumerSecrets = { Keys[2] }, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(201, """{"data":{"dm_conversation_id":"123123123-456456456","dm_event_id":"1146654567674912769"}}"""),
        GoodId = "1146654567674912769",
        Capabilities = XDirect.Definition.Capabilities,
        Limits = [ProviderLimit.Characters(10_000)],
        RetryAfter = RetryAfterDialect.ResetAtEpoch,
        Cases =
        [
            Row("a 200 with errors alone", 200, """{"errors":[{"type":"https://api.x.com/2/problems/resource-not-found","title":"Not Found Error"}]}""", AttemptResult.Rejected, AttemptFault.Recipient, "resource-not-found"),
            Row("closed", 403, """{"detail":"You cannot send messages to this user.","type":"about:blank","title":"Forbidden","status":403}""", AttemptResult.Rejected, AttemptFault.Message, "dm-closed"),
            Row("forbidden", 403, """{"detail":"no","type":"about:blank","title":"Forbidden","status":403}""", AttemptResult.NotSent, AttemptFault.Account, "403"),
            Row("bad request", 400, """{"type":"https://api.x.com/2/problems/invalid-request"}""", AttemptResult.Rejected, AttemptFault.Message, "invalid-request"),
            Row("a 201 that says nothing", 201, """{"data":{}}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["783214783", " 944480690 "],
        InvalidAddresses = ["ann", "+491511234567"],
        Secrets = Keys,
    };
}
