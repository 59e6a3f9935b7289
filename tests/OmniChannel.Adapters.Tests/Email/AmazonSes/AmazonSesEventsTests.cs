using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;
using OmniChannel.Tests.Verification;

namespace OmniChannel.Tests.Email.AmazonSes;

public sealed class AmazonSesEventsTests
{
    // As the developer guide shows it, cut to what is near.
    private const string Bounce = """
        {"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"recipient@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"timestamp":"2017-08-05T00:41:02.669Z","feedbackId":"01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000","reportingMTA":"dsn; mta.example.com"},"mail":{"timestamp":"2017-08-05T00:40:02.012Z","source":"Sender Name <sender@example.com>","sendingAccountId":"123456789012","messageId":"EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000","destination":["recipient@example.com"],"headersTruncated":false,"tags":{"ses:configuration-set":["ConfigSet"],"omnichannel_delivery":["delivery-1"]}}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ReadInbound_ASignedBounce_IsAHardBounceOfOurDelivery()
    {
        var receipt = Assert.IsType<InboundReceipt>(Assert.Single((await ReadAsync(SnsCalls.Signed("Notification", "1", Bounce))).Facts));

        Assert.Equal((ReceiptKind.HardBounced, new DeliveryId("delivery-1"), "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"), (receipt.Kind, receipt.Delivery!.Value, receipt.ProviderMessageId));
        Assert.Equal(new DateTimeOffset(2017, 8, 5, 0, 41, 2, 669, TimeSpan.Zero), receipt.At);
        Assert.Equal("EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000/Bounce/1501893662669", receipt.Id);
    }

    [Fact]
    public async Task ReadInbound_ASubscription_GivesTheHostWhereItIsConfirmed()
    {
        var reading = await ReadAsync(SnsCalls.Signed("SubscriptionConfirmation", "2"));

        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Facts);
        Assert.Equal("https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t0ken", reading.ConfirmAt?.AbsoluteUri);
        Assert.Null((await ReadAsync(SnsCalls.Signed("UnsubscribeConfirmation", "2"))).ConfirmAt);
    }

    [Fact]
    public async Task ReadInbound_Tampered_IsNotBelieved()
    {
        var changed = SnsCalls.Signed("Notification", "2", Bounce);
        changed["Message"] = Bounce.Replace("delivery-1", "delivery-2", StringComparison.Ordinal);
        var elsewhere = SnsCalls.Signed("SubscriptionConfirmation", "2");
        elsewhere["SubscribeURL"] = "https://evil.example/";

        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(changed)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(elsewhere)).Refusal);
        Assert.Equal(InboundRefusal.NotOurs, (await ReadAsync(SnsCalls.Signed("Notification", "2", Bounce), topic: SnsCalls.Topic + "2")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(SnsCalls.Signed("Notification", "2", Bounce), status: HttpStatusCode.NotFound)).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await ReadAsync([])).Refusal);
    }

    [Fact]
    public async Task ReadInbound_WithoutTheCertificate_ThrowsSoThatAmazonComesAgain() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync(SnsCalls.Signed("Notification", "2", Bounce), status: HttpStatusCode.BadGateway));

    [Fact]
    public async Task ReadInbound_WhenAmazonsHostFallsSilent_ThrowsAfterTheAccountsTimeout()
    {
        var clock = new ManualClock(Now);
        using var amazon = new SilentHost(() => clock.Advance(TimeSpan.FromSeconds(20)));
        using var client = new HttpClient(amazon) { Timeout = Timeout.InfiniteTimeSpan };
        var call = new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string>(), Body = Encoding.UTF8.GetBytes(SnsCalls.Signed("Notification", "2", Bounce).ToJsonString()) };
        var mail = new AmazonSesChannelAdapter("main", new AmazonSesOptions { Region = "eu-central-1", AccessKeyId = "a", SecretAccessKey = "b", From = "shop@example.com", Topics = { SnsCalls.Topic } }, client, clock);
        var text = new OmniChannel.Sms.AmazonSnsChannelAdapter("main", new AmazonSnsOptions { Region = "eu-central-1", AccessKeyId = "a", SecretAccessKey = "b", Topics = { SnsCalls.Topic } }, client, clock);

        await Assert.ThrowsAsync<HttpRequestException>(() => mail.ReadInboundAsync(call, TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<HttpRequestException>(() => text.ReadInboundAsync(call, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task ReadInbound_WordsOfAmazonsOwn_SayNothing() =>
        Assert.Equal((null, 0), (await ReadAsync(SnsCalls.Signed("Notification", "2", "Successfully validated SNS topic for Amazon SES event publishing."))) is var reading ? (reading.Refusal, reading.Facts.Count) : default);

    [Theory]
    [InlineData("Send", "{}", null)]
    [InlineData("Delivery", """{"smtpResponse":"250 ok"}""", ReceiptKind.Delivered)]
    [InlineData("Open", """{"userAgent":"Mozilla/5.0"}""", ReceiptKind.Opened)]
    [InlineData("Click", """{"link":"https://shop.example/"}""", ReceiptKind.Clicked)]
    [InlineData("Complaint", """{"complaintFeedbackType":"abuse"}""", ReceiptKind.Complained)]
    [InlineData("Complaint", """{"complaintSubType":"OnAccountSuppressionList"}""", ReceiptKind.Complained)]
    [InlineData("Complaint", """{"complaintFeedbackType":"not-spam"}""", null)]
    [InlineData("Bounce", """{"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList"}""", ReceiptKind.HardBounced)]
    [InlineData("Bounce", """{"bounceType":"Permanent","bouncedRecipients":[{"status":"5.7.1"}]}""", ReceiptKind.SoftBounced)]
    [InlineData("Bounce", """{"bounceType":"Transient","bounceSubType":"MailboxFull"}""", ReceiptKind.SoftBounced)]
    [InlineData("Bounce", """{"bounceType":"Undetermined"}""", ReceiptKind.SoftBounced)]
    [InlineData("DeliveryDelay", """{"delayType":"SpamDetected"}""", ReceiptKind.SoftBounced)]
    [InlineData("Reject", """{"reason":"Bad content"}""", ReceiptKind.SoftBounced)]
    [InlineData("Subscription", """{"newTopicPreferences":{"unsubscribeAll":true}}""", ReceiptKind.Unsubscribed)]
    [InlineData("Subscription", """{"newTopicPreferences":{"unsubscribeAll":false}}""", null)]
    [InlineData("Rendering Failure", "{}", null)]
    [InlineData("Something new", "{}", null)]
    public void Read_ByType_IsItsReceipt(string type, string detail, ReceiptKind? expected)
    {
        foreach (var name in new[] { "eventType", "notificationType" })
        {
            var happened = new JsonObject { [name] = type, ["mail"] = new JsonObject { ["messageId"] = "m1", ["timestamp"] = "2026-06-15T09:00:00.000Z" }, [type == "DeliveryDelay" ? "deliveryDelay" : type.ToLowerInvariant()] = JsonNode.Parse(detail) };

            Assert.Equal(expected, AmazonSesEvents.Read(happened.ToJsonString()).Facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);
        }
    }

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Bounce, 3_000, seed: 41))
        {
            try
            {
                read += AmazonSesEvents.Read(Encoding.UTF8.GetString(body)).Facts.Count;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    private static async Task<InboundReading> ReadAsync(JsonObject call, string topic = SnsCalls.Topic, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var amazon = new CertificateHost(status);
        using var client = new HttpClient(amazon);
        var options = new AmazonSesOptions { Region = "eu-central-1", AccessKeyId = "a", SecretAccessKey = "b", From = "shop@example.com", Topics = { topic } };
        Assert.Empty(AmazonSesOptionsCheck.Problems(options));
        return await new AmazonSesChannelAdapter("main", options, client, new ManualClock(Now)).ReadInboundAsync(
            new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string>(), Body = Encoding.UTF8.GetBytes(call.ToJsonString()) }, TestContext.Current.CancellationToken);
    }

    /// <summary>Amazon's own host cannot be had here: its certificate comes from the test.</summary>
    private sealed class CertificateHost(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(SnsCalls.Certificate, request.RequestUri!.AbsoluteUri);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(SnsCalls.CertificateAt(Now)), RequestMessage = request });
        }
    }

    /// <summary>Takes the question and says nothing.</summary>
    private sealed class SilentHost(Action asked) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var silence = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            asked();
            return await silence.Task.WaitAsync(cancellationToken);
        }
    }
}
