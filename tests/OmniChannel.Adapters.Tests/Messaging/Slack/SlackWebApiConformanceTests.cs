using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.Slack;

/// <summary>The same on chat.postMessage, which answers 200 whatever it means.</summary>
public sealed class SlackWebApiConformanceTests : HttpAdapterContract
{
    private const string Token = "xoxb-0000000000-aaaaaaaaaaaaaaaaaaaa";

    protected override string Table => SlackChannelAdapterConformanceTests.EveryWord;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddSlack(configure: options =>
    {
        options.BotToken = Token;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new SlackChannelAdapter("main", new SlackOptions { BotToken = Token, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"ok":true,"channel":"C123ABC456","ts":"1503435956.000247","message":{"text":"hi"}}"""),
        GoodId = "1503435956.000247",
        Capabilities = SlackChannel.Definition.Capabilities,
        Limits = [ProviderLimit.Characters(40_000)],
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            No("channel_not_found", AttemptResult.Rejected, AttemptFault.Recipient),
            No("is_archived", AttemptResult.Rejected, AttemptFault.Recipient),
            No("not_in_channel", AttemptResult.Rejected, AttemptFault.Message),
            No("msg_too_long", AttemptResult.Rejected, AttemptFault.Message),
            No("invalid_auth", AttemptResult.NotSent, AttemptFault.Account),
            No("missing_scope", AttemptResult.NotSent, AttemptFault.Account),
            No("ratelimited", AttemptResult.NotSent, AttemptFault.Provider),
            No("fatal_error", AttemptResult.NotSent, AttemptFault.Provider),
            No("something_of_next_year", AttemptResult.NotSent, AttemptFault.Provider),
            Row("a 200 that says nothing", 200, """{"ok":true}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["U012AB3CD", " C012AB3CD4E "],
        InvalidAddresses = ["anna", "#orders"],
        Secrets = [Token],
    };

    private static ProviderCase No(string error, AttemptResult result, AttemptFault fault) => Row(error, 200, $$"""{"ok":false,"error":"{{error}}"}""", result, fault, error);
}
