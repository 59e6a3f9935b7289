using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sms.Twilio;

/// <summary>From the decision to the emulated Twilio and back: what it signs and calls about is believed, and moves the delivery, the conversation and the suppression.</summary>
public sealed class TwilioWholeWayTests
{
    private const string Sid = "AC00000000000000000000000000000000";
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Anna = new("anna");

    [Fact]
    public async Task Emulator_CallsBack_AndEverythingIsRecorded()
    {
        var twilio = Oracle.Emulator(Server.EmulatedTwilio);
        var calls = System.Threading.Channels.Channel.CreateUnbounded<ProviderRequest>();
        await using var endpoint = new ProviderDouble(request =>
        {
            calls.Writer.TryWrite(request);
            return new ProviderReply();
        });
        await using var provider = Services(twilio, endpoint.Address);
        var omni = provider.GetRequiredService<OmniChannelRuntime>();
        var stop = TestContext.Current.CancellationToken;
        await omni.StartAsync(stop);
        await omni.SaveAsync(new CustomerProfile
        {
            Id = Anna,
            ContactPoints = [new ContactPoint { Channel = Channel.Sms, Address = "+15005550077" }],
            Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Sms, Noon.AddDays(-1), "order form")],
        }, stop);

        var delivery = Assert.IsType<SendResult.Queued>(await omni.SendAsync(new Message { Campaign = new CampaignId("ready"), Purpose = Purpose.Transactional }, Anna, cancellationToken: stop)).Delivery;
        await omni.DispatchDueAsync(stop);
        var report = (await omni.FindDeliveryAsync(delivery, stop))!;
        Assert.Equal(DeliveryStatus.Accepted, report.Status);

        await SimulateAsync(twilio, "message-status", ("MessageSid", report.ProviderMessageId!), ("Status", "delivered"));
        while ((await omni.FindDeliveryAsync(delivery, stop))!.Status != DeliveryStatus.Delivered)
        {
            // The emulator also tells of the statuses before.
            Assert.Equal(200, (await ReceiveAsync(omni, await calls.Reader.ReadAsync(stop), endpoint.Address)).Status);
        }

        await ListenAsync(twilio, endpoint.Address);
        await SimulateAsync(twilio, "inbound-message", ("To", "+15551234567"), ("From", "+15005550077"), ("Body", "STOP"));
        Conversation? talk = null;
        while (talk is null)
        {
            talk = (await ReceiveAsync(omni, await calls.Reader.ReadAsync(stop), endpoint.Address)).Conversations.SingleOrDefault();
        }

        Assert.Equal(Anna, talk.Customer);
        Assert.Equal("stop", Assert.Single(await omni.Suppressions.FindAsync(Channel.Sms, "+15005550077", stop)).Cause.Name);
        Assert.IsType<SendResult.Skipped>(await omni.SendAsync(new Message { Campaign = new CampaignId("ready"), Purpose = Purpose.Transactional }, Anna, cancellationToken: stop));
    }

    private static ValueTask<InboundResult> ReceiveAsync(OmniChannelRuntime omni, ProviderRequest call, Uri at) =>
        omni.Inbound.ReceiveAsync(Channel.Sms, "default", call.AsWebhook(at), TestContext.Current.CancellationToken);

    private static ServiceProvider Services(Uri twilio, Uri callback)
    {
        var json = $$"""
            { "OmniChannel": { "Accounts": { "Twilio": { "default": {
              "AccountSid": "{{Sid}}", "AuthTokens": [ "twilio_test_auth_token" ], "From": "+15551234567",
              "BaseAddress": "{{twilio}}", "AllowPrivateNetworks": true, "StatusCallback": "{{callback}}status" } } } } }
            """;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualClock(Noon));
        services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(file).Build())
            .AddTwilio()
            .AddCampaign(new Campaign { Id = new CampaignId("ready"), Name = "Ready", Variants = [new Variant { Channel = Channel.Sms, Text = "Your boots are ready." }] });
        return services.BuildServiceProvider();
    }

    private static async Task SimulateAsync(Uri twilio, string what, params (string Name, string Value)[] fields)
    {
        await CallAsync(new Uri(twilio, $"_twilio/simulate/{what}"), fields);
    }

    /// <summary>Texts to our number are to come to the endpoint.</summary>
    private static async Task ListenAsync(Uri twilio, Uri endpoint)
    {
        var numbers = new Uri(twilio, $"2010-04-01/Accounts/{Sid}/IncomingPhoneNumbers.json");
        using var listed = JsonDocument.Parse(await CallAsync(numbers, []));
        var number = listed.RootElement.GetProperty("incoming_phone_numbers").EnumerateArray().First(one => one.GetProperty("phone_number").GetString() == "+15551234567");
        await CallAsync(new Uri(twilio, $"2010-04-01/Accounts/{Sid}/IncomingPhoneNumbers/{number.GetProperty("sid").GetString()}.json"), [("SmsUrl", $"{endpoint}texts")]);
    }

    private static async Task<string> CallAsync(Uri url, (string Name, string Value)[] fields)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(fields.Length == 0 ? HttpMethod.Get : HttpMethod.Post, url) { Content = fields.Length == 0 ? null : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sid}:twilio_test_auth_token"))}");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return body;
    }
}
