using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Messaging;
using OmniChannel.Push;
using OmniChannel.Sms;
using OmniChannel.Social;

namespace OmniChannel.Benchmarks;

/// <summary>A send by each adapter beside the bare call of HttpClient with the same bytes: the same client, the same connection in memory, the same answer.</summary>
/// <remarks>Times are taken with answers that are there at once, so that no change of threads hides the difference; bytes with answers that come later, as real ones do.</remarks>
internal static class SendRounds
{
    private const string Base = "http://provider.example/";

    public static async Task<int> RunAsync(int rounds)
    {
        Console.WriteLine("A send above the bare call of HttpClient with the same bytes; goal: at most 15 µs and 2,048 bytes above it");
        Console.WriteLine();
        Comparison.Line("a send by", "bare µs, least", "ours µs, least", "above, least", "bare µs, median", "ours µs, median", "above, median", "bare bytes", "ours bytes", "above", "of these the body");
        Comparison.Line("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        foreach (var (name, address, answer, create) in Accounts(ec, rsa, browser))
        {
            var provider = new CannedProvider(answer);
            using var client = provider.Client();
            var adapter = create(client);
            await RowAsync(rounds, name, provider, client, adapter, Message(adapter.Channel, address, isFull: name.Contains("full", StringComparison.Ordinal)), name.StartsWith("Web Push", StringComparison.Ordinal) ? EcKey.Uncompressed(browser.ExportParameters(false).Q) : null);
        }

        Console.WriteLine();
        return 0;
    }

    private static async Task RowAsync(int rounds, string name, CannedProvider provider, HttpClient client, IChannelAdapter adapter, OutgoingMessage message, byte[]? browser)
    {
        using var stop = new CancellationTokenSource();
        await SendAsync(adapter, message, 1, stop.Token); // FCM asks for its token first
        _ = provider.Take();
        await SendAsync(adapter, message, 1, stop.Token);
        var request = provider.Take();
        var bare = new BareCall(client, request);
        await bare.SendAsync(stop.Token);
        if (!BareCall.AreAlike(request, provider.Take()))
        {
            throw new InvalidOperationException($"The bare call is another than {name}'s.");
        }

        provider.IsKeeping = false;
        // Runs to its end at once: the provider is not late.
        var result = Comparison.Of(rounds, browser is null ? 100 : 2, [times => CallAsync(bare, times, browser, stop.Token).GetAwaiter().GetResult(), times => SendAsync(adapter, message, times, stop.Token).GetAwaiter().GetResult()], [times => Late(() => CallAsync(bare, times, browser, stop.Token)), times => Late(() => SendAsync(adapter, message, times, stop.Token))]);
        var (least, median, bytes) = (result.Least, result.Median, result.Bytes);
        Comparison.Line(name, least[0] / 1000, least[1] / 1000, (least[1] - least[0]) / 1000, median[0] / 1000, median[1] / 1000, result.Above[1] / 1000, (long)bytes[0], (long)bytes[1], (long)(bytes[1] - bytes[0]), bare.BodyLength);

        long Late(Func<Task<long>> run)
        {
            provider.IsLate = true;
            var sum = Task.Run(run).GetAwaiter().GetResult();
            provider.IsLate = false;
            return sum;
        }
    }

    private static async Task<long> SendAsync(IChannelAdapter adapter, OutgoingMessage message, int times, CancellationToken cancellationToken)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            var outcome = await adapter.SendAsync(message, cancellationToken);
            sum += outcome.Result == AttemptResult.Accepted ? 1 : throw new InvalidOperationException($"{adapter.GetType().Name}: {outcome.Result} {outcome.Code} {outcome.Detail}");
        }

        return sum;
    }

    private static async Task<long> CallAsync(BareCall bare, int times, byte[]? browser, CancellationToken cancellationToken)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            sum += browser is null ? 0 : PushRounds.Encrypted(browser).Length;
            sum += await bare.SendAsync(cancellationToken);
        }

        return sum;
    }

    private static OutgoingMessage Message(Channel channel, string address, bool isFull) => new()
    {
        Delivery = new("delivery-1"),
        IdempotencyKey = "key-1",
        Tenant = TenantId.Default,
        Customer = new("ada"),
        Campaign = new("ready"),
        Channel = channel,
        Address = address,
        RecipientName = isFull ? "Ada Lovelace" : null,
        Content = new()
        {
            Subject = "Your order",
            Text = "Your order 4711 is ready. Come by until Friday, we are open from nine to six.",
            Html = isFull ? "<p>Your order <b>4711</b> is ready.</p><p>Come by until Friday, we are open from nine to six.</p>" : null,
            Link = isFull ? new("https://shop.example/orders/4711") : null,
        },
        UnsubscribeLink = isFull ? new("https://shop.example/out/0123456789abcdef") : null,
        Purpose = isFull ? Purpose.Marketing : Purpose.Transactional,
        Urgency = Urgency.Normal,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(7),
    };

    /// <summary>Name, address, the provider's yes, and the adapter.</summary>
    private static IEnumerable<(string Name, string Address, string Answer, Func<HttpClient, IChannelAdapter> Create)> Accounts(ECDsa ec, RSA rsa, ECDiffieHellman browser)
    {
        const string Mail = "ada@example.com", Phone = "+15005550006", Shop = "shop@example.com", Aws = "AKIAIOSFODNN7EXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        var (time, url) = (TimeProvider.System, new Uri(Base));
        string[] mails = ["", ", a full mail"];
        foreach (var kind in mails)
        {
            yield return ($"SendGrid{kind}", Mail, Yes(202, "", "X-Message-Id: 14c5d75ce93"), client => new SendGridChannelAdapter("default", new() { ApiKey = "SG.0123456789abcdef", From = Shop, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
            yield return ($"Amazon SES{kind}", Mail, Yes(200, """{"MessageId":"0102018f2b7d0a1c-5d3c9b1e-7f1a-4a2b-9c3d-0e1f2a3b4c5d-000000"}"""), client => new AmazonSesChannelAdapter("default", new() { Region = "eu-central-1", AccessKeyId = Aws, SecretAccessKey = Secret, From = Shop, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
            yield return ($"Postmark{kind}", Mail, Yes(200, """{"To":"ada@example.com","SubmittedAt":"2026-06-15T12:00:00.0000000Z","MessageID":"b7bc2f4a-e38e-4336-af7d-e6c392c2f817","ErrorCode":0,"Message":"OK"}"""), client => new PostmarkChannelAdapter("default", new() { ServerToken = "0123456789abcdef", From = Shop, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
            yield return ($"Mailgun{kind}", Mail, Yes(200, """{"id":"<20260615120000.1.0123456789ABCDEF@mg.example.com>","message":"Queued. Thank you."}"""), client => new MailgunChannelAdapter("default", new() { Domain = "mg.example.com", ApiKey = "key-0123456789abcdef", From = Shop, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
            yield return ($"Resend{kind}", Mail, Yes(200, """{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}"""), client => new ResendChannelAdapter("default", new() { ApiKey = "re_0123456789abcdef", From = Shop, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        }

        yield return ("Twilio", Phone, Yes(201, """{"account_sid":"AC00000000000000000000000000000000","body":"Your order 4711 is ready.","error_code":null,"sid":"SM1f0e8ae6ade43cb3c0ce4525424e404f","status":"queued"}"""), client => new TwilioChannelAdapter("default", new() { AccountSid = "AC00000000000000000000000000000000", AuthTokens = { "0123456789abcdef0123456789abcdef" }, From = "+15551234567", StatusCallback = new("https://shop.example/in"), BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("Vonage", Phone, Yes(200, """{"message-count":"1","messages":[{"to":"15005550006","message-id":"0A0000000123ABCD1","status":"0","remaining-balance":"3.14159265","message-price":"0.03330000","network":"12345"}]}"""), client => new VonageChannelAdapter("default", new() { ApiKey = "abcd1234", ApiSecret = "0123456789abcdef", From = "Shop", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("Amazon SNS", Phone, Yes(200, """<PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult><ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>"""), client => new AmazonSnsChannelAdapter("default", new() { Region = "eu-central-1", AccessKeyId = Aws, SecretAccessKey = Secret, BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("FCM, its token kept", "bk3RNwTe3H0:CI2k_HHwgIpoDKCIZvvDMExUdFQ3P1", Yes(200, """{"name":"projects/shop/messages/0:1500415314455276%31bd1c9631bd1c96","access_token":"ya29.0123456789abcdef0123456789abcdef","expires_in":3600}"""), client => new FcmChannelAdapter("default", new() { ServiceAccount = new JsonObject { ["type"] = "service_account", ["project_id"] = "shop", ["client_email"] = "sender@shop.iam.gserviceaccount.com", ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(), ["token_uri"] = Base + "token" }.ToJsonString(), BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("APNs, its token kept", new string('a', 64), Yes(200, "", "apns-id: eabeae54-14a8-11e5-b60b-1697f925ec7b"), client => new ApnsChannelAdapter("default", new() { Topic = "com.example.shop", TeamId = "DEF123GHIJ", KeyId = "ABC123DEFG", PrivateKey = ec.ExportPkcs8PrivateKeyPem(), BaseAddress = url, AllowPrivateNetworks = true }, client, time, new Version(1, 1)));
        var (keys, point) = (ec.ExportParameters(true), EcKey.Uncompressed(browser.ExportParameters(false).Q));
        yield return ("Web Push, beside call and raw encryption", new JsonObject { ["endpoint"] = Base + "push/1", ["keys"] = new JsonObject { ["p256dh"] = Base64Url.EncodeToString(point), ["auth"] = Base64Url.EncodeToString(new byte[16]) } }.ToJsonString(), Yes(201, "", "Location: https://push.example/m/1"), client => new WebPushChannelAdapter("default", new() { Subject = "mailto:shop@example.com", PublicKey = Base64Url.EncodeToString(EcKey.Uncompressed(keys.Q)), PrivateKey = Base64Url.EncodeToString(keys.D), AllowPrivateNetworks = true }, client, time));
        yield return ("Slack", "U012AB3CD", Yes(200, """{"ok":true,"channel":"D024BE91L","ts":"1503435956.000247","message":{"text":"Your order 4711 is ready.","type":"message"}}"""), client => new SlackChannelAdapter("default", new() { BotToken = "xoxb-0123456789", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("Telegram", "1234567890", Yes(200, """{"ok":true,"result":{"message_id":365,"from":{"id":7,"is_bot":true,"first_name":"Shop"},"chat":{"id":1234567890,"type":"private"},"date":1781524800,"text":"Your order 4711 is ready."}}"""), client => new TelegramChannelAdapter("default", new() { BotToken = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("WhatsApp", Phone, Yes(200, """{"messaging_product":"whatsapp","contacts":[{"input":"15005550006","wa_id":"15005550006"}],"messages":[{"id":"wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA"}]}"""), client => new WhatsAppChannelAdapter(Channel.WhatsApp, "default", new() { AccessToken = "EAAJB0123456789", PhoneNumberId = "106540352242922", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("Messenger", "24680135792468013", Yes(200, """{"recipient_id":"24680135792468013","message_id":"m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_5cgXIbu7I3rBN0P"}"""), client => new MessengerChannelAdapter(Channel.Messenger, "default", new() { AccessToken = "EAAJB0123456789", PageId = "1010101010", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("Mastodon", "@shop@social.example", Yes(200, """{"id":"103254962155278888","created_at":"2026-06-15T12:00:00.000Z","visibility":"public","content":"<p>Your order 4711 is ready.</p>"}"""), client => new MastodonChannelAdapter("default", new() { AccessToken = "0123456789abcdef", Handle = "@shop@social.example", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("LinkedIn", "urn:li:organization:5515715", Yes(201, "", "x-restli-id: urn:li:share:6844785523593134080"), client => new LinkedInChannelAdapter("default", new() { AccessToken = "0123456789abcdef", Author = "urn:li:organization:5515715", Version = "202601", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
        yield return ("X", "@shop", Yes(201, """{"data":{"id":"1445880548472328192","text":"Your order 4711 is ready."}}"""), client => new XPostChannelAdapter("default", new() { UserId = "2244994945", AccessToken = "0123456789abcdef", BaseAddress = url, AllowPrivateNetworks = true }, client, time));
    }

    private static string Yes(int status, string body, string? header = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} Yes\r\nDate: Mon, 15 Jun 2026 12:00:00 GMT\r\nServer: nginx\r\nConnection: keep-alive\r\n{(header is null ? "" : header + "\r\n")}{(body.Length > 0 ? "Content-Type: application/json\r\n" : "")}Content-Length: {body.Length}\r\n\r\n{body}");
}
