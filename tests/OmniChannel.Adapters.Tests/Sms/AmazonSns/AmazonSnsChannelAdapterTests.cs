using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;
using OmniChannel.Tests.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Sms.AmazonSns;

public sealed class AmazonSnsChannelAdapterTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private const string Good = "<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>";

    [Fact]
    public async Task Send_AMessage_IsTheFormThatAmazonDocuments()
    {
        var request = await RequestAsync(SampleMessage.Full, options => (options.SenderId, options.OriginationNumber) = ("OmniShop", "+15551234567"));

        Assert.Equal(("POST", "/", "20260615T100000Z", null), (request.Method, request.Target, request.Header("X-Amz-Date"), request.Header("X-Amz-Security-Token")));
        Assert.StartsWith("application/x-www-form-urlencoded", request.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260615/eu-central-1/sns/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$", request.Header("Authorization"));
        Assert.Equal(
            [
                new("Action", "Publish"), new("Version", "2010-03-31"), new("PhoneNumber", "+15550001"), new("Message", "Your boots are still here 👢\nhttps://shop.example/cart?c=1"),
                new("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType"), new("MessageAttributes.entry.1.Value.DataType", "String"), new("MessageAttributes.entry.1.Value.StringValue", "Promotional"),
                new("MessageAttributes.entry.2.Name", "AWS.SNS.SMS.SenderID"), new("MessageAttributes.entry.2.Value.DataType", "String"), new("MessageAttributes.entry.2.Value.StringValue", "OmniShop"),
                new("MessageAttributes.entry.3.Name", "AWS.MM.SMS.OriginationNumber"), new("MessageAttributes.entry.3.Value.DataType", "String"), new("MessageAttributes.entry.3.Value.StringValue", "+15551234567"),
            ],
            WireForm.Read(request.Body)!.Fields);
    }

    [Fact]
    public async Task Send_AReceipt_IsTransactional() =>
        Assert.Equal("Transactional", WireForm.Read((await RequestAsync(SampleMessage.Full with { Purpose = Purpose.Transactional })).Body)!["MessageAttributes.entry.1.Value.StringValue"]);

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault()
    {
        using var client = new HttpClient();
        Assert.Equal(AttemptFault.Message, (await Adapter(new Uri("http://127.0.0.1:9/"), client).SendAsync(SampleMessage.Full with { Content = new() { Text = new string('x', 1_601) } }, TestContext.Current.CancellationToken)).Fault);
    }

    [Fact]
    public async Task Send_ByTheLibraryForNode_IsSignedAlike()
    {
        var request = await RequestAsync(SampleMessage.Full, options => options.SessionToken = "token/+=");

        var theirs = (await Oracle.AskVerifiersAsync([new JsonObject
        {
            ["library"] = "aws4",
            ["options"] = new JsonObject
            {
                ["service"] = "sns", ["region"] = "eu-central-1", ["host"] = request.Header("Host"), ["method"] = "POST", ["path"] = "/", ["body"] = Encoding.UTF8.GetString(request.Body),
                ["headers"] = new JsonObject { ["Content-Type"] = request.Header("Content-Type"), ["X-Amz-Date"] = request.Header("X-Amz-Date") },
                ["extraHeadersToIgnore"] = new JsonObject { ["content-length"] = true },
            },
            ["credentials"] = new JsonObject { ["accessKeyId"] = "AKIDEXAMPLE", ["secretAccessKey"] = "secret", ["sessionToken"] = "token/+=" },
        }]))[0]!;

        Assert.Equal(theirs["Authorization"]!.GetValue<string>(), request.Header("Authorization"));
    }

    [Fact]
    public async Task ReadInbound_WhatSomebodyWrote_IsAText()
    {
        const string Written = """{"originationNumber":"+14255550182","destinationNumber":"+12125550101","messageKeyword":"JOIN","messageBody":"Is it there? 👢","inboundMessageId":"cae173d2","previousPublishedMessageId":"m1"}""";

        var text = Assert.IsType<InboundText>(Assert.Single((await ReadAsync(SnsCalls.Signed("Notification", "2", Written))).Facts));

        Assert.Equal(("cae173d2", "+14255550182", "+12125550101", "Is it there? 👢", "m1", Now), (text.Id, text.From, text.To, text.Text, text.InReplyTo, text.At));
    }

    [Fact]
    public async Task ReadInbound_OtherThings_SayNothingOrAreRefused()
    {
        var changed = SnsCalls.Signed("Notification", "2", "{}");
        changed["Message"] = """{"originationNumber":"+1"}""";

        Assert.Empty((await ReadAsync(SnsCalls.Signed("Notification", "2", "no JSON"))).Facts);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(changed)).Refusal);
        Assert.Equal(InboundRefusal.NotOurs, (await ReadAsync(SnsCalls.Signed("Notification", "2", "{}"), SnsCalls.Topic + "2")).Refusal);
        Assert.NotNull((await ReadAsync(SnsCalls.Signed("SubscriptionConfirmation", "2"))).ConfirmAt);
        Assert.Equal(InboundRefusal.Malformed, (await ReadAsync([])).Refusal);
    }

    private static async Task<ProviderRequest> RequestAsync(OutgoingMessage message, Action<AmazonSnsOptions>? change = null)
    {
        await using var provider = new ProviderDouble(_ => new ProviderReply { Body = Good });
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var outcome = await Adapter(provider.Address, client, change).SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.Accepted, "m1"), (outcome.Result, outcome.ProviderMessageId));
        return Assert.Single(provider.Requests);
    }

    private static AmazonSnsChannelAdapter Adapter(Uri? address, HttpClient client, Action<AmazonSnsOptions>? change = null)
    {
        var options = new AmazonSnsOptions { Region = "eu-central-1", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(AmazonSnsOptionsCheck.Problems(options));
        return new AmazonSnsChannelAdapter("main", options, client, new ManualClock(Now));
    }

    private static async Task<InboundReading> ReadAsync(JsonObject call, string topic = SnsCalls.Topic)
    {
        using var amazon = new CertificateHost();
        using var client = new HttpClient(amazon);
        return await Adapter(null, client, options => options.Topics.Add(topic)).ReadInboundAsync(
            new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string>(), Body = Encoding.UTF8.GetBytes(call.ToJsonString()) }, TestContext.Current.CancellationToken);
    }

    /// <summary>Amazon's own host cannot be had here: its certificate comes from the test.</summary>
    private sealed class CertificateHost : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(SnsCalls.CertificateAt(Now)), RequestMessage = request });
    }
}
