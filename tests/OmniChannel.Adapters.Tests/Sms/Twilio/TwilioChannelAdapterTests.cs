using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Sms.Twilio;

public sealed class TwilioChannelAdapterTests
{
    private const string Sid = "AC00000000000000000000000000000000";
    private const string Token = "twilio_test_auth_token";
    private static readonly OutgoingMessage Text = SampleMessage.Full with { Address = "+15005550006", CreatedAt = TimeProvider.System.GetUtcNow(), ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(1) };

    [Fact]
    public async Task Send_AMessage_IsTheFormThatTwilioDocuments()
    {
        var clock = new ManualClock(SampleMessage.Full.CreatedAt);
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(201, """{"sid":"SM1"}"""));

        await SendAsync(provider.Address, SampleMessage.Full with { Delivery = new DeliveryId("d 1"), ExpiresAt = SampleMessage.Full.CreatedAt.AddHours(2) }, options =>
        {
            options.MessagingServiceSid = "MG00000000000000000000000000000000";
            options.StatusCallback = new Uri("https://shop.example/in?a=1");
        }, clock);

        var request = Assert.Single(provider.Requests);
        Assert.Equal(
            ("POST", $"/2010-04-01/Accounts/{Sid}/Messages.json", "application/x-www-form-urlencoded", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sid}:{Token}"))}"),
            (request.Method, request.Target, request.Header("Content-Type"), request.Header("Authorization")));
        Assert.Equal(
            [
                new("To", "+15550001"), new("MessagingServiceSid", "MG00000000000000000000000000000000"), new("From", "+15551234567"),
                new("Body", "Your boots are still here 👢\nhttps://shop.example/cart?c=1"), new("ValidityPeriod", "7200"), new("StatusCallback", "https://shop.example/in?a=1&delivery=d%201"),
            ],
            WireForm.Read(request.Body)!.Fields);
    }

    [Fact]
    public async Task Send_ByAnApiKey_ShowsItAndNotTheToken()
    {
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(201, """{"sid":"SM1"}"""));

        await SendAsync(provider.Address, Text, options => (options.ApiKeySid, options.ApiKeySecret) = ("SK00000000000000000000000000000000", "hush"));

        Assert.Equal($"Basic {Convert.ToBase64String("SK00000000000000000000000000000000:hush"u8)}", Assert.Single(provider.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault() =>
        Assert.Equal(AttemptFault.Message, (await SendAsync(new Uri("http://127.0.0.1:9/"), Text with { Content = new() { Text = new string('x', 1_601) } })).Fault);

    [Fact]
    public async Task Send_WithTheHostsMeanings_MeansWhatTheHostSays()
    {
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(400, """{"code":30034}"""));

        Assert.Equal(AttemptFault.Message, (await SendAsync(provider.Address, Text, options => options.Outcomes["30034"] = AnswerMeaning.MessageRejected)).Fault);
    }

    [Fact]
    public async Task ReadInbound_WithoutSignatureOrFromAnotherAccount_IsRefused()
    {
        using var client = new HttpClient();
        var adapter = Adapter(new Uri("https://api.twilio.com/"), client);

        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Call($"AccountSid={Sid}&MessageSid=SM1&MessageStatus=delivered", "AAAA"), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.NotOurs, (await adapter.ReadInboundAsync(Call("AccountSid=AC2&MessageSid=SM1&MessageStatus=delivered", null), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await adapter.ReadInboundAsync(Call("a=1", null), TestContext.Current.CancellationToken)).Refusal);
        Assert.Single((await adapter.ReadInboundAsync(Call($"AccountSid={Sid}&MessageSid=SM1&MessageStatus=delivered", null), TestContext.Current.CancellationToken)).Facts);
    }

    [Fact]
    public async Task Specification_TakesOurMessages()
    {
        var outcome = await SendAsync(Oracle.Prism("twilio"), Text, options => options.StatusCallback = new Uri("https://shop.example/in"));

        Assert.Equal((AttemptResult.Accepted, "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), (outcome.Result, outcome.ProviderMessageId));
    }

    /// <summary>A service's identifier is two letters and 32 hexadecimal digits; the specification says so, and refuses another.</summary>
    [Theory]
    [InlineData("MG00000000000000000000000000000001", AttemptResult.Accepted)]
    [InlineData("XX00000000000000000000000000000001", AttemptResult.Rejected)]
    public async Task Specification_JudgesAMessagingService(string service, AttemptResult result)
    {
        var outcome = await SendAsync(Oracle.Prism("twilio"), Text, options => (options.From, options.MessagingServiceSid) = (null, service), isChecked: false);

        Assert.True(result == outcome.Result, $"{outcome.Result} {outcome.Code} {outcome.Detail}");
    }

    [Theory]
    [InlineData("From=%2B15551234567&Body=hi", true, 422)]
    [InlineData("To=%2B15005550006&ValidityPeriod=x", true, 422)]
    [InlineData("To=%2B15005550006&Body=hi", false, 401)]
    public async Task Specification_RefusesWhatIsWrong(string form, bool signsIn, int status)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Oracle.Prism("twilio"), $"2010-04-01/Accounts/{Sid}/Messages.json")) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.TryAddWithoutValidation("Authorization", signsIn ? $"Basic {Convert.ToBase64String("a:b"u8)}" : null);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("+15551234567", Token, AttemptResult.Accepted, AttemptFault.None)]
    [InlineData("+15550000001", Token, AttemptResult.NotSent, AttemptFault.Account)] // 21606: not our number
    [InlineData("+15551234567", "wrong", AttemptResult.NotSent, AttemptFault.Account)] // 20003
    public async Task Emulator_BehindTheSpecification_SaysWhatTwilioSays(string from, string token, AttemptResult result, AttemptFault fault)
    {
        var outcome = await SendAsync(Oracle.Prism("emulated-twilio"), Text, options =>
        {
            options.From = from;
            options.AuthTokens[0] = token;
        });

        Assert.True((result, fault) == (outcome.Result, outcome.Fault), $"{outcome.Result} {outcome.Fault} {outcome.Code} {outcome.Detail}");
    }

    private static WebhookRequest Call(string form, string? signature) => new()
    {
        Url = new Uri("https://shop.example/in"),
        Headers = new Dictionary<string, string>
        {
            ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
            ["X-Twilio-Signature"] = signature ?? new TwilioSignature([Token]).Sign("https://shop.example/in", WireForm.Read(form)),
        },
        Body = Encoding.UTF8.GetBytes(form),
    };

    private static TwilioChannelAdapter Adapter(Uri address, HttpClient client, Action<TwilioOptions>? change = null, TimeProvider? time = null, bool isChecked = true)
    {
        var options = new TwilioOptions { AccountSid = Sid, AuthTokens = { Token }, From = "+15551234567", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.True(!isChecked || TwilioOptionsCheck.Problems(options).Count == 0);
        return new TwilioChannelAdapter("main", options, client, time ?? TimeProvider.System);
    }

    private static async Task<AttemptOutcome> SendAsync(Uri address, OutgoingMessage message, Action<TwilioOptions>? change = null, TimeProvider? time = null, bool isChecked = true)
    {
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return await Adapter(address, client, change, time, isChecked).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
