using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Messaging;
using OmniChannel.Sms;

namespace OmniChannel.Benchmarks;

/// <summary>A webhook verified and parsed into facts, beside the verification alone as somebody writes it by hand (<see cref="HandVerified"/>), and beside the bare primitive that both need.</summary>
internal static class WebhookRounds
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly long Seconds = Now.ToUnixTimeSeconds();
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(Key);

    public static int Run(int rounds)
    {
        Console.WriteLine("A webhook verified and parsed, beside its verification by hand; goal: at least 0.80 of the calls a second");
        Console.WriteLine();
        Comparison.Line("webhook", "primitive ns, least", "by hand ns, least", "ours ns, least", "by hand ns, median", "ours ns, median", "calls: ours by the primitive's, least", "calls: ours by hand's, least", "median", "ours a second", "by hand bytes", "ours bytes");
        Comparison.Line("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        using var client = new HttpClient();
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Resend(rounds, client);
        WhatsApp(rounds, client);
        Messenger(rounds, client);
        Slack(rounds, client);
        Mailgun(rounds, client);
        Twilio(rounds, client);
        SendGrid(rounds, client, ec);
        Sns(rounds, rsa);
        Vonage(rounds, client);
        Console.WriteLine();
        return 0;
    }

    private static void Resend(int rounds, HttpClient client)
    {
        var body = """{"type":"email.bounced","created_at":"2026-06-15T11:59:58.126Z","data":{"broadcast_id":null,"created_at":"2026-06-15T11:59:41.894719+00:00","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@resend.dev>","to":["delivered@resend.dev"],"subject":"Sending this example","bounce":{"message":"The recipient's email address is on the suppression list.","subType":"Suppressed","type":"Permanent"},"tags":{"omnichannel_delivery":"delivery-1"}}}"""u8.ToArray();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.{Seconds}."), .. body];
        var call = Call(body, ("svix-id", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"), ("svix-timestamp", $"{Seconds}"), ("svix-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Secret, signed))}"));
        var adapter = new ResendChannelAdapter("default", new() { ApiKey = "re_x", From = "shop@example.com", WebhookSecrets = { $"whsec_{Convert.ToBase64String(Secret)}" } }, client, new Still());
        Row(rounds, "Resend: Standard Webhooks, HMAC-SHA256", 200, Hmac256(signed), () => HandVerified.Svix(call, Secret, Seconds), adapter, call);
    }

    private static void WhatsApp(int rounds, HttpClient client)
    {
        var body = """{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},"statuses":[{"id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTFDMEY2RkNDQkE3QjhDMzcA","status":"delivered","timestamp":"1781524799","recipient_id":"16505551234","biz_opaque_callback_data":"delivery-1","conversation":{"id":"dac5d6e2b4e1c9a7f0","origin":{"type":"utility"}},"pricing":{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}}]},"field":"messages"}]}]}"""u8.ToArray();
        var call = Call(body, ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body))}"));
        var adapter = new WhatsAppChannelAdapter(Channel.WhatsApp, "default", new() { AccessToken = "t", PhoneNumberId = "106540352242922", AppSecrets = { Key } }, client, new Still());
        Row(rounds, "WhatsApp: Meta, HMAC-SHA256", 200, Hmac256(body), () => HandVerified.Meta(call, Secret), adapter, call);
    }

    private static void Messenger(int rounds, HttpClient client)
    {
        var body = """{"object":"page","entry":[{"time":1781524799951,"id":"106540352242922","messaging":[{"sender":{"id":"24680135792468013"},"recipient":{"id":"106540352242922"},"timestamp":1781524799123,"message":{"mid":"m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_5cgXIbu7I3rBN0P","text":"Is it there already?"}}]}]}"""u8.ToArray();
        var call = Call(body, ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body))}"));
        var adapter = new MessengerChannelAdapter(Channel.Messenger, "default", new() { AccessToken = "t", PageId = "106540352242922", AppSecrets = { Key } }, client, new Still());
        Row(rounds, "Messenger: Meta, HMAC-SHA256", 200, Hmac256(body), () => HandVerified.Meta(call, Secret), adapter, call);
    }

    private static void Slack(int rounds, HttpClient client)
    {
        var body = """{"token":"z26uFbvR1xHJEdHE1OQiO6t8","team_id":"T061EG9R6","api_app_id":"A0PNCHHK2","event":{"type":"message","channel":"D024BE91L","user":"U2147483697","text":"Is it there already?","ts":"1355517523.000005","event_ts":"1355517523.000005","channel_type":"im"},"type":"event_callback","authed_teams":["T061EG9R6"],"event_id":"Ev0PV52K21","event_time":1781524799}"""u8.ToArray();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{Seconds}:"), .. body];
        var call = Call(body, ("X-Slack-Request-Timestamp", $"{Seconds}"), ("X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Secret, signed))}"));
        var adapter = new SlackChannelAdapter("default", new() { BotToken = "xoxb-a", SigningSecrets = { Key } }, client, new Still());
        Row(rounds, "Slack: HMAC-SHA256", 200, Hmac256(signed), () => HandVerified.Slack(call, Secret, Seconds), adapter, call);
    }

    private static void Mailgun(int rounds, HttpClient client)
    {
        const string Token = "a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0";
        byte[] signed = Encoding.UTF8.GetBytes(Seconds + Token);
        var body = Encoding.UTF8.GetBytes($$$$"""{"signature":{"timestamp":"{{{{Seconds}}}}","token":"{{{{Token}}}}","signature":"{{{{Convert.ToHexStringLower(HMACSHA256.HashData(Secret, signed))}}}}"},"event-data":{"event":"delivered","timestamp":1781524799.854601,"id":"CPgfbmQMTCKtHW6uIWtuVe","log-level":"info","recipient":"ada@example.com","recipient-domain":"example.com","user-variables":{"omnichannel_delivery":"delivery-1"},"message":{"headers":{"to":"Ada <ada@example.com>","message-id":"20260615120000.1.0123456789ABCDEF@mg.example.com","from":"Shop <shop@example.com>","subject":"Your order"},"attachments":[],"size":111},"delivery-status":{"tls":true,"mx-host":"smtp.example.com","code":250,"description":"","message":"OK"},"flags":{"is-routed":false,"is-authenticated":true,"is-system-test":false,"is-test-mode":false}}}""");
        var call = Call(body, ("Content-Type", "application/json"));
        var adapter = new MailgunChannelAdapter("default", new() { Domain = "mg.example.com", ApiKey = "k", From = "shop@example.com", WebhookKeys = { Key } }, client, new Still());
        Row(rounds, "Mailgun: JSON, HMAC-SHA256", 200, Hmac256(signed), () => HandVerified.Mailgun(call, Secret, Seconds), adapter, call);
    }

    private static void Twilio(int rounds, HttpClient client)
    {
        const string Url = "https://shop.example/in?delivery=delivery-1", Sid = "AC00000000000000000000000000000000";
        (string Name, string Value)[] fields = [("SmsSid", "SM1f0e8ae6ade43cb3c0ce4525424e404f"), ("SmsStatus", "delivered"), ("MessageStatus", "delivered"), ("To", "+15005550006"), ("MessageSid", "SM1f0e8ae6ade43cb3c0ce4525424e404f"), ("AccountSid", Sid), ("From", "+15551234567"), ("ApiVersion", "2010-04-01")];
        var signed = Encoding.UTF8.GetBytes(Url + string.Concat(fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + field.Value)));
        var call = Call(
            Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"))),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Secret, signed)))) with { Url = new(Url) };
        var adapter = new TwilioChannelAdapter("default", new() { AccountSid = Sid, AuthTokens = { Key }, From = "+15551234567" }, client, new Still());
        Row(rounds, "Twilio: form, HMAC-SHA1", 200, () => { Span<byte> hash = stackalloc byte[20]; return HMACSHA1.HashData(Secret, signed, hash) > 0; }, () => HandVerified.Twilio(call, Secret), adapter, call);
    }

    private static void SendGrid(int rounds, HttpClient client, ECDsa signer)
    {
        var body = Encoding.UTF8.GetBytes("[{\"email\":\"ada@example.com\",\"timestamp\":1781524800,\"smtp-id\":\"<14c5d75ce93.dfd.64b469@ismtpd-555>\",\"event\":\"delivered\",\"category\":[\"cat facts\"],\"sg_event_id\":\"sg_event_id\",\"sg_message_id\":\"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0\",\"response\":\"250 OK\",\"omnichannel_delivery\":\"delivery-1\"}]\r\n");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Seconds}"), .. body];
        var signature = signer.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var call = Call(body, ("X-Twilio-Email-Event-Webhook-Timestamp", $"{Seconds}"), ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature)));
        var adapter = new SendGridChannelAdapter("default", new() { ApiKey = "SG.x", From = "shop@example.com", WebhookKeys = { Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()) } }, client, new Still());
        Row(rounds, "SendGrid: ECDSA P-256", 20, () => signer.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), () => HandVerified.SendGrid(call, signer, Seconds), adapter, call);
    }

    private static void Sns(int rounds, RSA key)
    {
        const string Topic = "arn:aws:sns:eu-central-1:123456789012:mail", Certificate = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem";
        using var own = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        using var client = new HttpClient(new Gives(own.ExportCertificatePem()));
        var message = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            ["TopicArn"] = Topic,
            ["Subject"] = "Amazon SES Email Event Notification",
            ["Message"] = """{"eventType":"Delivery","mail":{"timestamp":"2026-06-15T11:59:41.000Z","source":"shop@example.com","messageId":"0102018f2b7d0a1c-5d3c9b1e-7f1a-4a2b-9c3d-0e1f2a3b4c5d-000000","destination":["ada@example.com"],"tags":{"omnichannel_delivery":["delivery-1"]}},"delivery":{"timestamp":"2026-06-15T11:59:58.000Z","processingTimeMillis":546,"recipients":["ada@example.com"],"smtpResponse":"250 2.0.0 OK"}}""",
            ["Timestamp"] = "2026-06-15T11:59:59.000Z",
            ["SignatureVersion"] = "2",
            ["SigningCertURL"] = Certificate,
        };
        var signed = Encoding.UTF8.GetBytes(string.Concat(new[] { "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type" }.Select(name => $"{name}\n{message[name]!.GetValue<string>()}\n")));
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        message["Signature"] = Convert.ToBase64String(signature);
        var call = Call(Encoding.UTF8.GetBytes(message.ToJsonString()));
        var adapter = new AmazonSesChannelAdapter("default", new() { Region = "eu-central-1", AccessKeyId = "AKIA", SecretAccessKey = "s", From = "shop@example.com", Topics = { Topic } }, client, new Still());
        using var shown = own.GetRSAPublicKey()!;
        Row(rounds, "Amazon SES by SNS: JSON, RSA 2048", 20, () => shown.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), () => HandVerified.Sns(call, shown, Certificate, Topic), adapter, call);
    }

    private static void Vonage(int rounds, HttpClient client)
    {
        var body = """{"msisdn":"15005550006","to":"Shop","network-code":"12345","messageId":"0A0000001234567B","price":"0.03330000","status":"delivered","scts":"2606151200","err-code":"0","api-key":"abcd1234","client-ref":"delivery-1","message-timestamp":"2026-06-15 12:00:00"}"""u8.ToArray();
        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var signed = $"{Part("""{"alg":"HS256","typ":"JWT"}""")}.{Part($$$"""{"iat":{{{Seconds}}},"jti":"c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5","iss":"Vonage","payload_hash":"{{{Convert.ToHexStringLower(SHA256.HashData(body))}}}","api_key":"abcd1234"}""")}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var call = Call(body, ("Content-Type", "application/json"), ("Authorization", $"Bearer {signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Secret, bytes))}"));
        var adapter = new VonageChannelAdapter("default", new() { ApiKey = "abcd1234", ApiSecret = "s", From = "Shop", SignatureSecrets = { Key } }, client, new Still());
        Row(rounds, "Vonage: JWT, HMAC-SHA256 and SHA-256", 200, () => { Span<byte> hash = stackalloc byte[32]; return HMACSHA256.HashData(Secret, bytes, hash) + SHA256.HashData(body, hash) > 0; }, () => HandVerified.Vonage(call, Secret, Seconds), adapter, call);
    }

    private static void Row(int rounds, string name, int times, Func<bool> primitive, Func<bool> byHand, IInboundAdapter adapter, WebhookRequest call)
    {
        var result = Comparison.Of(rounds, times, [Repeat(primitive), Repeat(byHand), Repeat(() => Read(adapter, call))]);
        var (least, median, bytes) = (result.Least, result.Median, result.Bytes);
        Comparison.Line(name, (long)least[0], (long)least[1], (long)least[2], (long)median[1], (long)median[2], least[0] / least[2], least[1] / least[2], median[1] / median[2], (long)(1e9 / least[2]), (long)bytes[1], (long)bytes[2]);
    }

    private static Func<bool> Hmac256(byte[] signed) => () =>
    {
        Span<byte> hash = stackalloc byte[32];
        return HMACSHA256.HashData(Secret, signed, hash) > 0;
    };

    private static bool Read(IInboundAdapter adapter, WebhookRequest call)
    {
        var reading = adapter.ReadInboundAsync(call, CancellationToken.None);
        return (reading.IsCompletedSuccessfully ? reading.Result : reading.AsTask().GetAwaiter().GetResult()).Facts.Count > 0;
    }

    private static Func<int, long> Repeat(Func<bool> once) => times =>
    {
        for (var i = 0; i < times; i++)
        {
            if (!once())
            {
                throw new InvalidOperationException("A webhook was not verified.");
            }
        }

        return times;
    };

    private static WebhookRequest Call(byte[] body, params (string Name, string Value)[] headers) => new()
    {
        Url = new Uri("https://shop.example/in"),
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        Body = body,
    };

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Amazon's host, which gives the certificate.</summary>
    private sealed class Gives(string text) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(text), RequestMessage = request });
    }
}
