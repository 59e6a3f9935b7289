using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Sms.Twilio;

public sealed class TwilioCallbackTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("queued", null, null)]
    [InlineData("sending", null, null)]
    [InlineData("sent", null, null)]
    [InlineData("accepted", null, null)]
    [InlineData("delivered", null, ReceiptKind.Delivered)]
    [InlineData("read", null, ReceiptKind.Opened)]
    [InlineData("undelivered", "30005", ReceiptKind.HardBounced)]
    [InlineData("undelivered", "30006", ReceiptKind.HardBounced)]
    [InlineData("undelivered", "30003", ReceiptKind.SoftBounced)]
    [InlineData("undelivered", "30007", ReceiptKind.SoftBounced)]
    [InlineData("failed", null, ReceiptKind.SoftBounced)]
    [InlineData("of next year", null, null)]
    public void Read_ByStatus_IsItsReceipt(string status, string? code, ReceiptKind? expected)
    {
        var facts = Read($"SmsSid=SM1&SmsStatus={status}&MessageStatus={status}&To=%2B491511234567&MessageSid=SM1&AccountSid=AC1&From=%2B15551234567&ApiVersion=2010-04-01{(code is null ? "" : $"&ErrorCode={code}")}", "?delivery=d%201").Facts;

        var receipt = facts.OfType<InboundReceipt>().SingleOrDefault();
        Assert.Equal(expected, receipt?.Kind);
        Assert.True(receipt is null || receipt is { Id: var id, ProviderMessageId: "SM1", Delivery: { Value: "d 1" } } && id == $"SM1/{status}");
    }

    [Fact]
    public void Read_FailedForAnOptOut_IsAnOptOut() =>
        Assert.Equal("+491511234567", Read("MessageSid=SM1&MessageStatus=failed&ErrorCode=21610&To=%2B491511234567").Facts.OfType<InboundOptOut>().Single().Address);

    [Fact]
    public void Read_AText_IsWhatThePersonWrote()
    {
        var reading = Read("ToCountry=US&SmsMessageSid=SM2&NumMedia=0&FromCity=&SmsSid=SM2&SmsStatus=received&Body=Is+it+there%3F+%F0%9F%91%A2&To=%2B15551234567&MessageSid=SM2&From=%2B491511234567&AccountSid=AC1&ApiVersion=2010-04-01");

        var text = Assert.IsType<InboundText>(Assert.Single(reading.Facts));
        Assert.Equal(("SM2", "+491511234567", "+15551234567", "Is it there? 👢"), (text.Id, text.From, text.To, text.Text));
        Assert.Equal(("text/xml", true), (reading.AnswerType, reading.Answer!.Contains("<Response></Response>", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("STOP", false)]
    [InlineData("START", true)]
    public void Read_AnAdvancedOptOut_IsOneInAnyLanguage(string type, bool isLifted)
    {
        var facts = Read($"MessageSid=SM3&Body=ARRET&From=%2B33612345678&SmsStatus=received&OptOutType={type}").Facts;

        Assert.Equal(("+33612345678", isLifted), (facts.OfType<InboundOptOut>().Single().Address, facts.OfType<InboundOptOut>().Single().IsLifted));
        Assert.Single(facts.OfType<InboundText>());
    }

    [Fact]
    public void Read_Help_IsOnlyAText() => Assert.IsType<InboundText>(Assert.Single(Read("MessageSid=SM3&Body=HELP&From=%2B33612345678&OptOutType=HELP").Facts));

    [Fact]
    public void Read_AnImage_SaysSo() => Assert.Equal("[2 media]", Assert.IsType<InboundText>(Assert.Single(Read("MessageSid=SM3&Body=&NumMedia=2&From=%2B33612345678").Facts)).Text);

    [Theory]
    [InlineData("")]
    [InlineData("Body=x&From=%2B1")]
    [InlineData("MessageSid=SM3&Body=x")]
    public void Read_WithoutItsNames_IsMalformed(string form) => Assert.Equal(InboundRefusal.Malformed, Read(form).Refusal);

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue()
    {
        const string Form = "SmsSid=SM1&SmsStatus=undelivered&MessageStatus=undelivered&To=%2B491511234567&MessageSid=SM1&ErrorCode=30005&Body=a%20b&From=%2B1";
        Mutations.Judge(Form, 3_000, seed: 13, spoilt => WireForm.Read(spoilt) is { } form && TwilioCallback.Read(form, new Uri("https://shop.example/in?delivery=%E0%A4&delivery"), Now).Facts.Count > 0);
    }

    private static InboundReading Read(string form, string query = "") => TwilioCallback.Read(WireForm.Read(form)!, new Uri($"https://shop.example/in{query}"), Now);
}
