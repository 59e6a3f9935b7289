namespace OmniChannel.Tests.Content;

public sealed class VariantCheckTests
{
    private static readonly ChannelCapabilities Nothing = new() { Direction = ChannelDirection.Outbound, Reach = ChannelReach.Person, IsOnline = true };

    private static Variant New(string text = "Hi {{customer.name}}") => new() { Channel = Channel.Email, Text = text };

    private static RenderedContent Content(string text = "Hi") => new() { Text = text };

    private static string Lines(IReadOnlyList<VariantFinding> findings) => string.Join('\n', findings.Select(finding => $"{finding.Code} {finding.Place}"));

    [Fact]
    public void Check_VariantThatFits_FindsNothing()
    {
        var rich = New() with { Subject = "S", Html = "<p>{{a}}</p>", Link = "https://a.example/", Image = "{{b}}", Format = ContentFormat.Newsletter };
        Assert.Empty(VariantCheck.Check(rich, ChannelDefinitions.Email.Capabilities));
        Assert.Empty(VariantCheck.Check(New() with { Link = "https://a.example/" }, ChannelDefinitions.Sms.Capabilities));
    }

    [Fact]
    public void Check_VariantThatFitsNowhere_ListsEverythingTogether()
    {
        var variant = New(" see https://a.example/ ") with
        {
            Subject = "S",
            Html = "<p>{{#if}}",
            Link = "{{a}}",
            Image = "{{b}}",
            Buttons = ["one", "two"],
            Format = ContentFormat.Lens,
        };
        Assert.Equal(
            """
            TemplateInvalid html
            TextTooLong text
            SubjectNotShown subject
            LinkNotAllowed link
            LinkNotAllowed text
            HtmlNotShown html
            ImageNotShown image
            TooManyButtons button 2
            ButtonTooLong button 1
            FormatNotTaken format
            """,
            Lines(VariantCheck.Check(variant, Nothing with
            {
                TextLimit = new() { Max = 3, Unit = TextUnit.Graphemes },
                MaxButtons = 1,
                ButtonLimit = new() { Max = 2, Unit = TextUnit.Utf16 },
                Formats = [ContentFormat.Post],
            })));
    }

    [Theory]
    [InlineData(TextUnit.Utf16, "ääää", 3, "4 characters", "shorten it by 1")]
    [InlineData(TextUnit.Utf8Bytes, "ää", 3, "4 bytes of UTF-8", "shorten it by 1")]
    [InlineData(TextUnit.XWeighted, "你好", 3, "4 weighted characters", "shorten it by 1")]
    public void Check_TextTooLong_SaysByHowMuchInItsUnit(TextUnit unit, string text, int max, string found, string fix)
    {
        var finding = Assert.Single(VariantCheck.Check(Content(text), Nothing with { TextLimit = new() { Max = max, Unit = unit } }));
        Assert.Equal((VariantFindingCode.TextTooLong, found, fix), (finding.Code, finding.Found, finding.Fix));
        Assert.StartsWith($"text: found {found}, allowed at most 3 ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TextMessageMadeLongByOneCharacter_NamesIt()
    {
        var content = Content(new string('a', 1000) + "ç");
        var finding = Assert.Single(VariantCheck.Check(content, ChannelDefinitions.Sms.Capabilities));
        Assert.Equal("15 SMS parts", finding.Found);
        Assert.Contains("U+00E7 (character 1001)", finding.Fix, StringComparison.Ordinal);
        Assert.Empty(VariantCheck.Check(Content(new string('a', 1001)), ChannelDefinitions.Sms.Capabilities));
        Assert.Contains("by 1 parts", Assert.Single(VariantCheck.Check(Content(new string('a', 1531)), ChannelDefinitions.Sms.Capabilities)).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CaptionAndTextAboveButtons_HaveTheirOwnLimits()
    {
        var can = ChannelDefinitions.WhatsApp.Capabilities;
        var content = Content(new string('a', 1025));
        Assert.Empty(VariantCheck.Check(content, can));
        Assert.Contains("beside an image", Assert.Single(VariantCheck.Check(content with { Image = new("https://a.example/i") }, can)).Allowed, StringComparison.Ordinal);
        Assert.Contains("above buttons", Assert.Single(VariantCheck.Check(content with { Buttons = ["ok"] }, can)).Allowed, StringComparison.Ordinal);
        Assert.Equal(VariantFindingCode.ButtonTooLong, Assert.Single(VariantCheck.Check(Content() with { Buttons = [new('a', 21)] }, can)).Code);
    }

    [Fact]
    public void Check_TextThatOnlyItsValuesMakeTooLong_IsFoundWhenRendered()
    {
        var can = Nothing with { TextLimit = new() { Max = 10, Unit = TextUnit.Utf16 } };
        var variant = New("{{a}}{{b}}");
        Assert.Empty(VariantCheck.Check(variant, can));
        var content = ContentRenderer.Render(variant, new Dictionary<string, string> { ["a"] = "123456", ["b"] = "123456" }).Content!;
        Assert.Equal("12 characters", Assert.Single(VariantCheck.Check(content, can)).Found);
    }

    [Fact]
    public void Check_EmptyText_IsFound()
    {
        Assert.Equal("TextMissing text", Lines(VariantCheck.Check(New(" \n"), Nothing)));
        Assert.Equal("TextMissing text", Lines(VariantCheck.Check(Content(" "), Nothing)));
        Assert.Empty(VariantCheck.Check(New("{{a}}"), Nothing));
    }

    [Fact]
    public void Check_InboundChannel_TakesNoVariant() =>
        Assert.Equal("ChannelIsInbound text", Lines(VariantCheck.Check(New(), ChannelDefinitions.Referral.Capabilities)));

    [Fact]
    public void Check_InstagramCaptionWithAnAddress_IsFound() =>
        Assert.Equal("LinkNotAllowed text", Lines(VariantCheck.Check(New("More at WWW.shop.example"), ChannelDefinitions.Instagram.Capabilities)));
}
