using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class StoredJsonTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    [Fact]
    public void Read_OfAWrittenCustomer_GivesEverythingBack()
    {
        var state = CustomerState.Unknown(Shop.Anna) with
        {
            Profile = Shop.Profile with { Spent = Money.Of(5, "JPY"), Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Like } },
            IsKnown = true,
            SiteSeenAt = At,
            Device = DeviceKind.Tablet,
            FirstChannel = Channel.Print,
            CartTotal = Money.Of(59, "EUR"),
            Purchases = 3,
            Stage = FunnelStage.Conversion,
            Channels = new Dictionary<Channel, ChannelHistory> { [Channel.Sms] = new() { Deliveries = 2, LastInboundAt = At } },
            Contacts = [new Contact { Delivery = new DeliveryId("d"), Channel = Channel.Email, Purpose = Purpose.Marketing, At = At, Address = "a@b.c" }],
            Suppressions = [new Suppression { Channel = Channel.Sms, Address = "+49", Cause = "complaint", At = At }],
        };

        var read = StoredJson.Read(StoredJson.Write(state, StoredJson.Default.CustomerState), StoredJson.Default.CustomerState);

        Assert.Equivalent(state, read, strict: true);
        Assert.Equal(At, read.SiteSeenAt);
    }

    [Fact]
    public void Read_OfAWrittenOutboxRow_GivesEverythingBack()
    {
        var content = new OutboxContent
        {
            Customer = Shop.Anna,
            Message = Shop.Message with { Topic = new Topic("sale"), Value = Money.Of(9, "EUR"), ExpiresAt = At, Urgency = Urgency.Critical },
            Channel = Channel.Email,
            ExpiresAt = At,
            NextAt = At,
            Spend = Money.Of(0.07m, "EUR"),
            Frozen = new FrozenMessage
            {
                Account = "a",
                Address = "b",
                RecipientName = "c",
                Key = "k",
                UnsubscribeLink = new Uri("https://x.example/u/1"),
                Content = new RenderedContent { Text = "é<&>\u2028", Subject = "s", Html = "<b>h</b>", Link = new Uri("https://x.example/?a=1&b=%20"), Buttons = ["Buy"] },
            },
            Account = "a",
            Failures = 2,
            MayBeSent = true,
            Reports = [DeliveryStatus.Delivered, DeliveryStatus.Opened],
            ProviderMessageId = "provider-1",
            Reason = Reason.Of("attempt.unknown", new ReasonArgument("detail", "Silence.")),
        };

        var read = StoredJson.Read(StoredJson.Write(content, StoredJson.Default.OutboxContent), StoredJson.Default.OutboxContent);

        Assert.Equivalent(content, read, strict: true);
        Assert.Equal(content.Reason, read.Reason);
        Assert.Equal(content.Frozen.Content.Link, read.Frozen!.Content.Link);
    }

    [Fact]
    public void Read_OfWhatANewerNodeWrote_PassesOverWhatItDoesNotKnow()
    {
        var read = StoredJson.Read(Bytes("""{"until":"2026-06-15T10:00:00+00:00","since":1,"why":{"a":[1,2]}}"""), StoredJson.Default.AccountPause);

        Assert.Equal(Shop.Noon, read.Until);
    }

    /// <summary>Absent members are read as null or zero, whatever their default: so nothing that has another meaning is ever left out.</summary>
    [Fact]
    public void Write_OfAnEmptyCustomer_NamesEveryMemberThatMayNotBeNull()
    {
        var json = Encoding.UTF8.GetString(StoredJson.Write(CustomerState.Unknown(Shop.Anna), StoredJson.Default.CustomerState).Span);

        foreach (var member in new[] { "\"contacts\":[]", "\"suppressions\":[]", "\"channels\":{}", "\"topics\":{}", "\"consents\":[]", "\"contactPoints\":[]", "\"purchases\":0", "\"isKnown\":false" })
        {
            Assert.Contains(member, json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"until":5}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{")]
    public void Read_OfSomethingElse_Throws(string json) => Assert.ThrowsAny<JsonException>(() => StoredJson.Read(Bytes(json), StoredJson.Default.AccountPause));

    private static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
