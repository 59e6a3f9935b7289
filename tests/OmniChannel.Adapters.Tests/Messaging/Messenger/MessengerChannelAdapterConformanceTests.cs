using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.Messenger;

/// <summary>The whole contract of an adapter over HTTP, on Meta's Send API.</summary>
public sealed class MessengerChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "EAAJB0000000000000000000";

    protected override string Table => """
        NotSent, account: 10, 102, 190, 200 to 299, 3, 368
        NotSent, provider: 1, 1200, 1200/1545041, 17, 2, 32, 341, 4, 613
        Rejected, message: 10/2018065, 10/2018278, 10/2534022, 100, 100/2018109, 100/2534015, 105, 2018047
        Rejected, recipient: 100/2018001, 100/2018108, 551, 551/1545041
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddMessenger(configure: options =>
    {
        options.AccessToken = Token;
        options.PageId = "682498302938465";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new MessengerChannelAdapter(Channel.Messenger, "main", new MessengerOptions { AccessToken = Token, PageId = "682498302938465", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"recipient_id":"1254477777772919","message_id":"m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_5cgXIbu7I3rBN0P"}"""),
        GoodId = "m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_5cgXIbu7I3rBN0P",
        Capabilities = ChannelDefinitions.Messenger.Capabilities,
        Limits = [ProviderLimit.Characters(2_000), ProviderLimit.Caption(80, new("https://shop.example/boots.png"))],
        RetryAfter = [], // Meta says none with an error
        Cases =
        [
            No(400, 551, 1545041, AttemptResult.Rejected, AttemptFault.Recipient),
            No(400, 100, 2018001, AttemptResult.Rejected, AttemptFault.Recipient),
            No(403, 10, 2018278, AttemptResult.Rejected, AttemptFault.Message),
            No(403, 10, 2534022, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 100, 2018109, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 100, null, AttemptResult.Rejected, AttemptFault.Message),
            No(401, 190, 463, AttemptResult.NotSent, AttemptFault.Account),
            No(403, 10, null, AttemptResult.NotSent, AttemptFault.Account),
            No(403, 200, null, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 368, null, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 613, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 4, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 32, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(500, 1200, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(500, 2, null, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 9999, null, AttemptResult.Rejected, AttemptFault.Message),
            No(200, 190, null, AttemptResult.NotSent, AttemptFault.Account),
            Row("a 200 that says nothing", 200, """{"recipient_id":"1"}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["1254477777772000", " 17841400000000000 "],
        InvalidAddresses = ["anna", "+4915112345678"],
        Secrets = [Token],
    };

    private static ProviderCase No(int status, int code, int? sub, AttemptResult result, AttemptFault fault) => Row(
        $"{code}/{sub} with {status}", status, "{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":" + code + (sub is null ? "" : ",\"error_subcode\":" + sub) + ",\"fbtrace_id\":\"D\"}}", result, fault);
}
