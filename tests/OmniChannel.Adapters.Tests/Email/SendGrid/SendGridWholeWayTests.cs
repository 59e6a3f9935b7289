using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.SendGrid;

/// <summary>A mail goes out, somebody answers it from another mailbox, and the conversation is the customer's who was written to.</summary>
public sealed class SendGridWholeWayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Anna = new("anna");

    [Fact]
    public async Task Answer_FromAnotherMailbox_IsTheCustomersWhoWasWrittenTo()
    {
        var stop = TestContext.Current.CancellationToken;
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var sendGrid = new ProviderDouble(_ => new ProviderReply { Status = 202, Headers = new Dictionary<string, string> { ["X-Message-Id"] = "XBg2anf2TqCy6WXKQFhieQ" } });
        await using var provider = Services(sendGrid.Address, Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()));
        var omni = provider.GetRequiredService<OmniChannelRuntime>();
        await omni.StartAsync(stop);
        await omni.SaveAsync(new CustomerProfile
        {
            Id = Anna,
            ContactPoints = [new ContactPoint { Channel = Channel.Email, Address = "anna@example.com" }],
            Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Email, Noon.AddDays(-1), "order form")],
        }, stop);
        Assert.IsType<SendResult.Queued>(await omni.SendAsync(new Message { Campaign = new CampaignId("ready"), Purpose = Purpose.Transactional }, Anna, cancellationToken: stop));
        await omni.DispatchDueAsync(stop);

        var answered = await ReceiveAsync(omni, signer, "Anna at work <anna@work.example>", "In-Reply-To: <XBg2anf2TqCy6WXKQFhieQ@geopod-ismtpd-7>\nMessage-Id: <m1@work.example>\n");
        var again = await ReceiveAsync(omni, signer, "Anna at work <anna@work.example>", "In-Reply-To: <XBg2anf2TqCy6WXKQFhieQ@geopod-ismtpd-7>\nMessage-Id: <m1@work.example>\n");
        var absent = await ReceiveAsync(omni, signer, "Anna <anna@example.com>", "In-Reply-To: <XBg2anf2TqCy6WXKQFhieQ@geopod-ismtpd-7>\nAuto-Submitted: auto-replied\nMessage-Id: <m2@work.example>\n");

        var talk = Assert.Single(answered.Conversations);
        Assert.Equal((Anna, 200, 1), (talk.Customer, answered.Status, answered.Recorded));
        Assert.Equal((200, talk.Id), (again.Status, Assert.Single(again.Conversations).Id));
        Assert.Equal((200, 0), (absent.Status, absent.Recorded));
    }

    private static ValueTask<InboundResult> ReceiveAsync(OmniChannelRuntime omni, ECDsa signer, string from, string header)
    {
        var at = Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(string.Concat(new[] { ("headers", header), ("from", from), ("text", "Which size is it?"), ("envelope", """{"to":["reply@in.example.com"],"from":"anna@work.example"}""") }
            .Select(field => $"--xYzZY\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n")) + "--xYzZY--\r\n");
        return omni.Inbound.ReceiveAsync(Channel.Email, "default", new WebhookRequest
        {
            Url = new Uri("https://shop.example/in"),
            Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = "multipart/form-data; boundary=xYzZY",
                ["X-Twilio-Email-Event-Webhook-Timestamp"] = at,
                ["X-Twilio-Email-Event-Webhook-Signature"] = Convert.ToBase64String(signer.SignData([.. Encoding.UTF8.GetBytes(at), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            },
            Body = body,
        }, TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Services(Uri sendGrid, string key)
    {
        var json = $$"""
            { "OmniChannel": { "PublicBaseUri": "https://shop.example", "Accounts": { "SendGrid": { "default": {
              "ApiKey": "SG.x", "From": "shop@example.com", "WebhookKeys": [ "{{key}}" ], "BaseAddress": "{{sendGrid}}", "AllowPrivateNetworks": true } } } } }
            """;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualClock(Noon));
        services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(file).Build())
            .AddSendGrid()
            .AddCampaign(new Campaign { Id = new CampaignId("ready"), Name = "Ready", Variants = [new Variant { Channel = Channel.Email, Subject = "Ready", Text = "Your boots are ready." }] });
        return services.BuildServiceProvider();
    }
}
