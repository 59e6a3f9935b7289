using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.WhatsApp;

/// <summary>The whole contract of an adapter over HTTP, on the WhatsApp Cloud API.</summary>
public sealed class WhatsAppChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Token = "EAAJB0000000000000000000";

    protected override string Table => """
        NotSent, account: 0, 10, 102, 130497, 131005, 131031, 131042, 131045, 131064, 133010, 190, 200 to 299, 3, 368
        NotSent, provider: 1, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 2, 4, 80007
        Rejected, message: 100, 130472, 131008, 131009, 131047, 131049, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069
        Rejected, recipient: 131021, 131026, 131030
        Rejected, recipient, opted out: 131050
        """;

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddWhatsApp(configure: options =>
    {
        options.AccessToken = Token;
        options.PhoneNumberId = "106540352242922";
        options.BaseAddress = address;
        options.AllowPrivateNetworks = true;
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new WhatsAppChannelAdapter(Channel.WhatsApp, "main", new WhatsAppOptions { AccessToken = Token, PhoneNumberId = "106540352242922", BaseAddress = address, AllowPrivateNetworks = true }, Client(), Clock),
        Clock = Clock,
        Good = ProviderReply.Json(200, """{"messaging_product":"whatsapp","contacts":[{"input":"16505551234","wa_id":"16505551234"}],"messages":[{"id":"wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA","message_status":"accepted"}]}"""),
        GoodId = "wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA",
        Capabilities = ChannelDefinitions.WhatsApp.Capabilities,
        Limits =
        [
            ProviderLimit.Characters(4_096),
            ProviderLimit.Caption(1_024, new("https://shop.example/boots.png")),
            new() { Name = "characters above buttons", Most = 1_024, With = (message, count) => message with { Content = message.Content with { Text = new string('a', count), Buttons = ["Yes"] } } },
            new() { Name = "buttons", Most = 3, With = (message, count) => message with { Content = message.Content with { Buttons = [.. Enumerable.Range(0, count).Select(at => $"Button {at}")] } } },
        ],
        RetryAfter = [], // Meta says none with an error
        Cases =
        [
            No(400, 131026, AttemptResult.Rejected, AttemptFault.Recipient),
            No(400, 131030, AttemptResult.Rejected, AttemptFault.Recipient),
            No(400, 131021, AttemptResult.Rejected, AttemptFault.Recipient),
            No(400, 131050, AttemptResult.Rejected, AttemptFault.Recipient),
            No(400, 131047, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 131049, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 131051, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 100, AttemptResult.Rejected, AttemptFault.Message),
            No(404, 132001, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 132015, AttemptResult.Rejected, AttemptFault.Message),
            No(400, 200, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 299, AttemptResult.NotSent, AttemptFault.Account),
            No(401, 190, AttemptResult.NotSent, AttemptFault.Account),
            No(403, 10, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 368, AttemptResult.NotSent, AttemptFault.Account),
            No(403, 131031, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 131042, AttemptResult.NotSent, AttemptFault.Account),
            No(400, 131056, AttemptResult.NotSent, AttemptFault.Provider),
            No(429, 130429, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 131048, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 80007, AttemptResult.NotSent, AttemptFault.Provider),
            No(500, 131000, AttemptResult.NotSent, AttemptFault.Provider),
            No(503, 2, AttemptResult.NotSent, AttemptFault.Provider),
            No(400, 139999, AttemptResult.Rejected, AttemptFault.Message),
            No(200, 131026, AttemptResult.Rejected, AttemptFault.Recipient),
            Row("a 200 that says nothing", 200, """{"messages":[]}""", AttemptResult.Unknown, AttemptFault.Provider),
        ],
        ValidAddresses = ["+16505551234", "+49 151 2345-6789"],
        InvalidAddresses = ["0151 23456789", "anna"],
        Secrets = [Token],
    };

    private static ProviderCase No(int status, int code, AttemptResult result, AttemptFault fault) => Row(
        $"{code} with {status}", status, $$"""{"error":{"message":"(#{{code}}) no","type":"OAuthException","code":{{code}},"error_data":{"messaging_product":"whatsapp","details":"+16505551234"},"fbtrace_id":"Az8or2yhqkZfEZ"} }""", result, fault, $"{code}");
}
