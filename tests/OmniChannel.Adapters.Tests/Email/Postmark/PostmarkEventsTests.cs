using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Postmark;

public sealed class PostmarkEventsTests
{
    private const string Credentials = "postmark:a-long-password-of-ours";
    private const string Secret = "a-long-secret-of-ours";

    private const string Bounce = """
        {"RecordType":"Bounce","MessageStream":"outbound","ID":4323372036854775807,"Type":"HardBounce","TypeCode":1,"Name":"Hard bounce","Tag":"Test","MessageID":"883953f4-6105-42a2-a16a-77a8eac79483","Metadata":{"omnichannel_delivery":"delivery-1"},"ServerID":23,"Description":"The server was unable to deliver your message (ex: unknown user, mailbox not found).","Details":"Test bounce details","Email":"john@example.com","From":"sender@example.com","BouncedAt":"2019-11-05T16:33:54.9070259Z","DumpAvailable":true,"Inactive":true,"CanActivate":true,"Subject":"Test subject","Content":"Full content of bounce"}
        """;

    private const string Reply = """
        {"FromName":"Ada","MessageStream":"inbound","From":"ada@EXAMPLE.com","FromFull":{"Email":"ada@EXAMPLE.com","Name":"Ada","MailboxHash":""},"To":"reply@in.example.com","OriginalRecipient":"reply@in.example.com","Subject":"Re: Your cart","MessageID":"73e6d360-66eb-11e1-8e72-a8904824019b","Date":"Fri, 1 Aug 2014 16:45:32 -04:00","TextBody":"Stop\n\n> Your boots","StrippedTextReply":"Stop","Headers":[{"Name":"X-Spam-Status","Value":"No"},{"Name":"In-Reply-To","Value":"<883953f4-6105-42a2-a16a-77a8eac79483@mtasv.net>"}],"Attachments":[]}
        """;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ReadInbound_ByCredentialsOrSecret_IsBelieved()
    {
        var basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials))}";
        Assert.Null((await ReadAsync(Bounce, ("Authorization", basic))).Refusal);
        Assert.Null((await ReadAsync(Bounce, ("x-omnichannel-secret", Secret))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounce)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounce, ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))}"))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounce, ("Authorization", "Basic %"), ("X-OmniChannel-Secret", Secret + "x"))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounce, ("X-OmniChannel-Secret", ""))).Refusal);
    }

    [Fact]
    public async Task ReadInbound_WithNothingToKnowItBy_BelievesNobody()
    {
        var unlocked = await ApiMail.ReadAsync(client => new PostmarkChannelAdapter("main", new() { ServerToken = "t", From = "shop@example.com" }, client, TimeProvider.System), Encoding.UTF8.GetBytes(Bounce), ("Authorization", "Basic Og=="), ("X-OmniChannel-Secret", ""));

        Assert.Equal(InboundRefusal.BadSignature, unlocked.Refusal);
    }

    [Fact]
    public void Read_ABounce_IsAHardBounceOfOurDelivery()
    {
        var receipt = Assert.IsType<InboundReceipt>(Assert.Single(Read(Bounce).Facts));

        Assert.Equal((ReceiptKind.HardBounced, new DeliveryId("delivery-1"), "883953f4-6105-42a2-a16a-77a8eac79483"), (receipt.Kind, receipt.Delivery!.Value, receipt.ProviderMessageId));
        Assert.Equal(("883953f4-6105-42a2-a16a-77a8eac79483/Bounce/1572971634907", 2019), (receipt.Id, receipt.At.Year));
    }

    [Theory]
    [InlineData("BadEmailAddress", ReceiptKind.HardBounced)]
    [InlineData("SpamComplaint", ReceiptKind.Complained)]
    [InlineData("Unsubscribe", ReceiptKind.Unsubscribed)]
    [InlineData("Transient", ReceiptKind.SoftBounced)]
    [InlineData("SoftBounce", ReceiptKind.SoftBounced)]
    [InlineData("DMARCPolicy", ReceiptKind.SoftBounced)]
    [InlineData("SomethingNew", ReceiptKind.SoftBounced)]
    [InlineData("AutoResponder", null)]
    public void Read_ABounceByType_IsItsReceipt(string type, ReceiptKind? expected) =>
        Assert.Equal(expected, Read(Bounce.Replace("HardBounce", type, StringComparison.Ordinal)).Facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);

    [Theory]
    [InlineData("""{"RecordType":"Delivery","DeliveredAt":"2026-06-15T09:00:00Z"}""", ReceiptKind.Delivered)]
    [InlineData("""{"RecordType":"Open","FirstOpen":true,"ReceivedAt":"2026-06-15T09:00:00Z"}""", ReceiptKind.Opened)]
    [InlineData("""{"RecordType":"Click","ClickLocation":"HTML","ReceivedAt":"2026-06-15T09:00:00Z"}""", ReceiptKind.Clicked)]
    [InlineData("""{"RecordType":"SpamComplaint","Type":"SpamComplaint","BouncedAt":"2026-06-15T09:00:00Z"}""", ReceiptKind.Complained)]
    [InlineData("""{"RecordType":"SubscriptionChange","ChangedAt":"2026-06-15T09:00:00Z","Recipient":"ada@example.com","SuppressSending":true,"SuppressionReason":"ManualSuppression"}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"RecordType":"SubscriptionChange","ChangedAt":"2026-06-15T09:00:00Z","Recipient":"ada@example.com","SuppressSending":true,"SuppressionReason":"HardBounce"}""", null)]
    [InlineData("""{"RecordType":"SomethingNew"}""", null)]
    [InlineData("""{"RecordType":"Delivery"}""", null)]
    public void Read_ByRecord_IsItsReceipt(string record, ReceiptKind? expected) =>
        Assert.Equal(expected, Read(record.Insert(1, "\"MessageID\":\"m1\",")).Facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);

    [Fact]
    public void Read_AChangeOfNoMessage_IsAnOptOutOrItsEnd()
    {
        const string change = """{"RecordType":"SubscriptionChange","MessageID":"00000000-0000-0000-0000-000000000000","ChangedAt":"2026-06-15T09:00:00Z","Recipient":"ada@example.com","SuppressSending":true,"SuppressionReason":"ManualSuppression","Origin":"Recipient"}""";
        var (shut, open) = (Assert.IsType<InboundOptOut>(Assert.Single(Read(change).Facts)), Assert.IsType<InboundOptOut>(Assert.Single(Read(change.Replace("true", "false", StringComparison.Ordinal)).Facts)));

        Assert.Equal(("ada@example.com", false, true), (shut.Address, shut.IsLifted, open.IsLifted));
    }

    [Fact]
    public void Read_AnAnswer_IsWhatThePersonWrote()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(Reply).Facts));

        Assert.Equal(("ada@example.com", "Stop", "883953f4-6105-42a2-a16a-77a8eac79483", "reply@in.example.com"), (text.From, text.Text, text.InReplyTo, text.To));
        Assert.Empty(Read(Reply.Replace("X-Spam-Status", "Auto-Submitted", StringComparison.Ordinal).Replace("\"No\"", "\"auto-replied\"", StringComparison.Ordinal)).Facts);
        Assert.Equal(InboundRefusal.Malformed, Read("{}").Refusal);
    }

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        foreach (var text in new[] { Bounce, Reply })
        {
            var (read, refused) = (0, 0);
            foreach (var body in Mutations.Of(text, 2_000, seed: 42))
            {
                try
                {
                    read += PostmarkEvents.Read(body, Now).Facts.Count;
                }
                catch (JsonException)
                {
                    refused++;
                }
            }

            Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
        }
    }

    private static InboundReading Read(string body) => PostmarkEvents.Read(Encoding.UTF8.GetBytes(body), Now);

    private static Task<InboundReading> ReadAsync(string body, params (string Name, string? Value)[] headers)
    {
        var options = new PostmarkOptions { ServerToken = "t", From = "shop@example.com", WebhookCredentials = { "old:another-long-password", Credentials }, WebhookSecrets = { Secret } };
        Assert.Empty(PostmarkOptionsCheck.Problems(options));
        return ApiMail.ReadAsync(client => new PostmarkChannelAdapter("main", options, client, new ManualClock(Now)), Encoding.UTF8.GetBytes(body), headers);
    }
}
