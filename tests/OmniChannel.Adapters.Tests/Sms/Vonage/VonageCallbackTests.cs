using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Sms;

namespace OmniChannel.Tests.Sms.Vonage;

public sealed class VonageCallbackTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The example of Vonage's specification.</summary>
    private const string Report = """{"msisdn":"447700900000","to":"AcmeInc","network-code":"12345","messageId":"0A0000001234567B","price":"0.03330000","status":"delivered","scts":"2001011400","err-code":"0","api-key":"abcd1234","client-ref":"my-personal-reference","message-timestamp":"2025-10-15T13:51:56.361Z","timestamp":"1582650446","nonce":"ec11dd3e-1e7f-4db5-9467-82b02cd223b9","sig":"1A20E4E2069B609FDA6CECA9DE18D5CAFE99720DDB628BD6BE8B19942A336E1C"}""";

    [Theory]
    [InlineData("delivered", "0", ReceiptKind.Delivered)]
    [InlineData("accepted", "0", null)]
    [InlineData("buffered", "0", null)]
    [InlineData("unknown", "1", null)]
    [InlineData("failed", "3", ReceiptKind.HardBounced)]
    [InlineData("rejected", "9", ReceiptKind.HardBounced)]
    [InlineData("failed", "2", ReceiptKind.SoftBounced)]
    [InlineData("expired", "1", ReceiptKind.SoftBounced)]
    public void Read_ByStatus_IsItsReceipt(string status, string code, ReceiptKind? expected)
    {
        var receipt = Read(Report.Replace("\"delivered\"", $"\"{status}\"", StringComparison.Ordinal).Replace("\"err-code\":\"0\"", $"\"err-code\":\"{code}\"", StringComparison.Ordinal)).Facts.OfType<InboundReceipt>().SingleOrDefault();

        Assert.Equal(expected, receipt?.Kind);
        Assert.True(receipt is null || receipt is { ProviderMessageId: "0A0000001234567B", Delivery.Value: "my-personal-reference" } && receipt.Id == $"0A0000001234567B/{status}" && receipt.At.Year == 2025);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"messageId":"M1"}""")]
    [InlineData("""{"msisdn":"447700900000","text":"x"}""")]
    public void Read_WithoutItsNames_IsMalformed(string body) => Assert.Equal(InboundRefusal.Malformed, Read(body).Refusal);

    [Fact]
    public void Read_AReferenceThatIsNoneOfOurs_GoesByTheMessageId() =>
        Assert.Equal(((DeliveryId?)null, "0A0000001234567B"), Read(Report.Replace("my-personal-reference", " x", StringComparison.Ordinal)).Facts.OfType<InboundReceipt>().Select(receipt => (receipt.Delivery, receipt.ProviderMessageId)).Single());

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue()
    {
        var (facts, unread) = (0, 0);
        foreach (var body in Mutations.Of(Report, 3_000, seed: 17))
        {
            try
            {
                facts += VonageFields.Read(Call(body)) is { } fields ? VonageCallback.Read(fields, Now).Facts.Count : 0;
            }
            catch (JsonException)
            {
                unread++;
            }
        }

        Assert.InRange(facts, 100, 3_000);
        Assert.InRange(unread, 100, 3_000);
    }

    private static WebhookRequest Call(byte[] body) => new() { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" }, Body = body };

    private static InboundReading Read(string body) => VonageCallback.Read(VonageFields.Read(Call(System.Text.Encoding.UTF8.GetBytes(body)))!, Now);
}
