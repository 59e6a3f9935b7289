using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.Telegram;

/// <summary>The whole contract of an adapter over HTTP, on Telegram.</summary>
public sealed class TelegramChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

    protected override string Table => """
        NotSent, account: HTTP 404
        Rejected, message: empty, markup, no-rights, too-long
        Rejected, recipient: chat-not-found, deactivated, is-a-bot
        Rejected, recipient, opted out: blocked, kicked, never-started
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddTelegram(configure: options =>
    {
        options.BotToken = Token;
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new TelegramChannelAdapter("main", new TelegramOptions { BotToken = Token, BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"ok":true,"result":{"message_id":17,"date":1795336770,"chat":{"id":1000000001,"type":"private"},"text":"hi"}}"""),
        GoodId = TelegramMessage.IdOf("1000000001", "17"),
        Capabilities = ChannelDefinitions.Telegram.Capabilities,
        Limits = [ProviderLimit.Characters(4_096), ProviderLimit.Caption(1_024, new("https://shop.example/boots.png"))],
        RetryAfter = RetryAfterDialect.Telegram,
        Cases =
        [
            Row("blocked", 403, Error(403, "Forbidden: bot was blocked by the user"), AttemptResult.Rejected, AttemptFault.Recipient, "blocked"),
            Row("deactivated", 403, Error(403, "Forbidden: user is deactivated"), AttemptResult.Rejected, AttemptFault.Recipient, "deactivated"),
            Row("no such chat", 400, Error(400, "Bad Request: chat not found"), AttemptResult.Rejected, AttemptFault.Recipient, "chat-not-found"),
            Row("to a bot", 403, Error(403, "Forbidden: bot can't send messages to bots"), AttemptResult.Rejected, AttemptFault.Recipient, "is-a-bot"),
            Row("never started", 403, Error(403, "Forbidden: bot can't initiate conversation with a user"), AttemptResult.Rejected, AttemptFault.Recipient, "never-started"),
            Row("kicked", 403, Error(403, "Forbidden: bot was kicked from the supergroup chat"), AttemptResult.Rejected, AttemptFault.Recipient, "kicked"),
            Row("no rights", 400, Error(400, "Bad Request: not enough rights to send text messages to the chat"), AttemptResult.Rejected, AttemptFault.Message, "no-rights"),
            Row("too long", 400, Error(400, "Bad Request: message is too long"), AttemptResult.Rejected, AttemptFault.Message, "too-long"),
            Row("empty", 400, Error(400, "Bad Request: message text is empty"), AttemptResult.Rejected, AttemptFault.Message, "empty"),
            Row("markup", 400, Error(400, "Bad Request: can't parse entities: Character '.' is reserved"), AttemptResult.Rejected, AttemptFault.Message, "markup"),
            Row("another 400", 400, Error(400, "Bad Request: something of next year"), AttemptResult.Rejected, AttemptFault.Message, "400"),
            Row("another 403", 403, Error(403, "Forbidden: something of next year"), AttemptResult.NotSent, AttemptFault.Account, "403"),
            Row("token withdrawn", 401, Error(401, "Unauthorized"), AttemptResult.NotSent, AttemptFault.Account, "401"),
            Row("no such bot", 404, Error(404, "Not Found"), AttemptResult.NotSent, AttemptFault.Account, "404"),
            Row("too many", 429, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}""", AttemptResult.NotSent, AttemptFault.Provider, "429") with { RetryAfter = TimeSpan.FromSeconds(17) },
            Row("a 200 that says no", 200, Error(400, "Bad Request: chat not found"), AttemptResult.Rejected, AttemptFault.Recipient, "chat-not-found"),
            Row("a 200 that says nothing", 200, """{"ok":true,"result":true}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["123456789", "-1001234567890", " @durov_shop "],
        InvalidAddresses = ["anna", "0", "12 34", "@a", "+4915112345678"],
        Secrets = [Token],
    };

    private static string Error(int code, string description) => $$"""{"ok":false,"error_code":{{code}},"description":"{{description}}"}""";
}
