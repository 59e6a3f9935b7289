using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Sms;
using OmniChannel.Social;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>Bodies that nobody sends in good faith, at every account that is called: too large is refused before it is read, too deep although its signature is right.</summary>
public sealed class InboundBodiesTests
{
    private const string Url = "https://shop.example/in";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly string Timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    private static readonly ECDsa SendGridKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly string Deep = new string('[', 10_000) + new string(']', 10_000);

    /// <summary>How an account is added that listens, and how its provider would sign a deep body.</summary>
    private static readonly Dictionary<string, (Action<OmniChannelBuilder> Add, Func<WebhookRequest> Call)> Accounts = new()
    {
        ["AmazonSes"] = (b => b.AddAmazonSes(configure: o => { o.Region = "eu-central-1"; o.AccessKeyId = "AKIDEXAMPLE"; o.SecretAccessKey = "s"; o.From = "shop@example.com"; o.Topics.Add("arn:aws:sns:eu-central-1:123456789012:mail"); }),
            () => Json($$"""{"Type":"Notification","Message":{{Deep}}}""")),
        ["AmazonSns"] = (b => b.AddAmazonSns(configure: o => { o.Region = "eu-central-1"; o.AccessKeyId = "AKIDEXAMPLE"; o.SecretAccessKey = "s"; o.Topics.Add("arn:aws:sns:eu-central-1:123456789012:texts"); }),
            () => Json($$"""{"Type":"Notification","Message":{{Deep}}}""")),
        ["FacebookPage"] = (b => b.AddFacebookPage(configure: o => { o.AccessToken = "t"; o.PageId = "546349135390552"; o.AppSecrets.Add(Secret); }), ByMeta),
        ["Instagram"] = (b => b.AddInstagram(configure: o => { o.AccessToken = "t"; o.AccountId = "17841400008460056"; o.AppSecrets.Add(Secret); }), ByMeta),
        ["LinkedIn"] = (b => b.AddLinkedIn(configure: o => { o.AccessToken = "t"; o.Author = "urn:li:organization:2414183"; o.Version = "202610"; o.ClientSecrets.Add(Secret); }),
            () => Json(Deep, ("X-LI-Signature", new LinkedInWebhook([Secret]).Sign(Encoding.UTF8.GetBytes(Deep))))),
        ["Mailgun"] = (b => b.AddMailgun(configure: o => { o.ApiKey = "k"; o.Domain = "mg.example.com"; o.From = "shop@example.com"; o.WebhookKeys.Add(Secret); }),
            () => Json($$"""{"signature":{"timestamp":"{{Timestamp}}","token":"token-1","signature":"{{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Timestamp + "token-1")))}}"},"event-data":{{Deep}}}""")),
        ["Messenger"] = (b => b.AddMessenger(configure: o => { o.AccessToken = "t"; o.PageId = "682498302938465"; o.AppSecrets.Add(Secret); }), ByMeta),
        ["Postmark"] = (b => b.AddPostmark(configure: o => { o.ServerToken = "t"; o.From = "shop@example.com"; o.WebhookSecrets.Add(Secret); }), () => Json(Deep, ("X-OmniChannel-Secret", Secret))),
        ["Resend"] = (b => b.AddResend(configure: o => { o.ApiKey = "re_1"; o.From = "shop@example.com"; o.WebhookSecrets.Add(Secret); }),
            () => Json(Deep, ("svix-id", "msg_1"), ("svix-timestamp", Timestamp), ("svix-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{Timestamp}.{Deep}")))))),
        ["SendGrid"] = (b => b.AddSendGrid(configure: o => { o.ApiKey = "SG.a.b"; o.From = "shop@example.com"; o.WebhookKeys.Add(Convert.ToBase64String(SendGridKey.ExportSubjectPublicKeyInfo())); }),
            () => Json(Deep, ("X-Twilio-Email-Event-Webhook-Timestamp", Timestamp), ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(SendGridKey.SignData(Encoding.UTF8.GetBytes(Timestamp + Deep), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))))),
        ["Slack"] = (b => b.AddSlack(configure: o => { o.BotToken = "xoxb-1"; o.SigningSecrets.Add(Secret); }),
            () => Json(Deep, ("X-Slack-Request-Timestamp", Timestamp), ("X-Slack-Signature", new SlackSignature([Secret], new ManualClock(Now)).Sign(Timestamp, Encoding.UTF8.GetBytes(Deep))))),
        ["Telegram"] = (b => b.AddTelegram(configure: o => { o.BotToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"; o.SecretTokens.Add(Secret); }), () => Json(Deep, ("X-Telegram-Bot-Api-Secret-Token", Secret))),
        ["Twilio"] = (b => b.AddTwilio(configure: o => { o.AccountSid = "AC00000000000000000000000000000000"; o.AuthTokens.Add(Secret); o.From = "+15551234567"; }), ByTwilio),
        ["Vonage"] = (b => b.AddVonage(configure: o => { o.ApiKey = "abcd1234"; o.ApiSecret = "s"; o.From = "Shop"; o.SignatureSecrets.Add(Secret); }), () => Json(Deep, ("Authorization", "Bearer " + ByVonage()))),
        ["WhatsApp"] = (b => b.AddWhatsApp(configure: o => { o.AccessToken = "t"; o.PhoneNumberId = "106540352242922"; o.AppSecrets.Add(Secret); }), ByMeta),
        ["X"] = (b => b.AddX(configure: o => { o.UserId = "2244994945"; o.AccessToken = "t"; o.ConsumerSecrets.Add(Secret); }), ByX),
        ["XDirect"] = (b => b.AddXDirect(configure: o => { o.UserId = "2244994945"; o.AccessToken = "t"; o.ConsumerSecrets.Add(Secret); }), ByX),
    };

    public static TheoryData<string> Names => [.. Accounts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Receive_OneByteMoreThanTheLimit_IsTooLarge(string name)
    {
        await using var host = Host(name);
        var adapter = AdapterOf(host);

        var result = await ReceiveAsync(host, Accounts[name].Call() with { Body = new byte[((IInboundAdapter)adapter).MaxBodyBytes + 1] });

        Assert.Equal((InboundRefusal.TooLarge, 413, 0), (result.Refusal, result.Status, result.Recorded));
    }

    /// <summary>The signature is right: were it not, the refusal would be BadSignature.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Receive_TenThousandLevels_IsMalformed(string name)
    {
        await using var host = Host(name);

        var result = await ReceiveAsync(host, Accounts[name].Call());

        Assert.Equal((InboundRefusal.Malformed, 400, 0), (result.Refusal, result.Status, result.Recorded));
    }

    /// <summary>Whoever writes an adapter that is called finds it here.</summary>
    [Fact]
    public async Task Accounts_AreAllThatAreCalled()
    {
        HashSet<Type> covered = [];
        foreach (var name in Accounts.Keys)
        {
            await using var host = Host(name);
            covered.Add(AdapterOf(host).GetType());
        }

        Assert.Empty(typeof(OmniChannelTwilio).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(IInboundAdapter).IsAssignableFrom(type)).Except(covered));
    }

    private static ServiceProvider Host(string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualClock(Now));
        Accounts[name].Add(services.AddOmniChannel(new ConfigurationBuilder().AddInMemoryCollection([new("OmniChannel:PublicBaseUri", "https://shop.example/")]).Build()));
        return services.BuildServiceProvider();
    }

    private static IChannelAdapter AdapterOf(ServiceProvider host) => Assert.Single(host.GetRequiredService<OmniChannelSetup>().Adapters);

    private static async Task<InboundResult> ReceiveAsync(ServiceProvider host, WebhookRequest call)
    {
        var (omni, adapter) = (host.GetRequiredService<OmniChannelRuntime>(), AdapterOf(host));
        await omni.StartAsync(TestContext.Current.CancellationToken);
        return await omni.Inbound.ReceiveAsync(adapter.Channel, adapter.Account, call, TestContext.Current.CancellationToken);
    }

    private static WebhookRequest Json(string body, params (string Name, string Value)[] headers) => new()
    {
        Url = new Uri(Url),
        Headers = headers.Append(("Content-Type", "application/json")).ToDictionary(header => header.Item1, header => header.Item2),
        Body = Encoding.UTF8.GetBytes(body),
    };

    private static WebhookRequest ByMeta() => Json(Deep, ("X-Hub-Signature-256", new MetaWebhook([Secret], []).Sign(Encoding.UTF8.GetBytes(Deep))));

    private static WebhookRequest ByX() => Json(Deep, ("x-twitter-webhooks-signature", new XWebhook([Secret]).Sign(Encoding.UTF8.GetBytes(Deep))));

    private static WebhookRequest ByTwilio()
    {
        var url = $"{Url}?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Deep)))}";
        return Json(Deep, ("X-Twilio-Signature", new TwilioSignature([Secret]).Sign(url, null))) with { Url = new Uri(url) };
    }

    private static string ByVonage()
    {
        var claims = $$"""{"iat":{{Timestamp}},"jti":"1","payload_hash":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Deep)))}}"}""";
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed)))}";
    }
}
