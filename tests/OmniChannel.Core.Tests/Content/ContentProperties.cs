using System.Net;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Content;

/// <summary>What holds for any value, any text, any culture.</summary>
public sealed class ContentProperties
{
    private static readonly char[] Letters = [.. "ab Zä€9.,!?-_*[]()~`>#+=|{}\\<>&\"'\n\t;:/ß漢".Distinct()];
    private static readonly Arbitrary<string> Values = Gen.ListOf(Gen.Elements(Letters)).Select(letters => string.Concat(letters)).ToArbitrary();

    private static string Rendered(Variant variant, string value) => ContentRenderer.Render(variant, new Dictionary<string, string> { ["x"] = value }).Content!.Text;

    [Fact]
    public void Html_ParsedAgain_GivesTheValue() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Values, value =>
    {
        var html = ContentRenderer.Render(new Variant { Channel = Channel.Email, Text = "t", Html = "<p title=\"{{x}}\">{{x}}</p>" }, new Dictionary<string, string> { ["x"] = value }).Content!.Html!;
        var parsed = XElement.Parse(html, LoadOptions.PreserveWhitespace);
        return parsed.Value == value && WebUtility.HtmlDecode(html[10..html.IndexOf("\">", StringComparison.Ordinal)]) == value && !parsed.HasElements;
    }));

    /// <summary>Every character that there is, between two letters, in a text, on one line, and in HTML.</summary>
    [Theory]
    [InlineData(ContentPart.Text)]
    [InlineData(ContentPart.Subject)]
    [InlineData(ContentPart.Html)]
    public void Escape_OfEveryCharacter_IsByItsRule(ContentPart part)
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var (c, place) = ((char)code, ContentPlace.Of(part));
            var rule = char.IsSurrogate(c) ? "\uFFFD"
                : part == ContentPart.Subject ? (char.IsControl(c) || c is '\u2028' or '\u2029' ? " " : $"{c}")
                : c == '\r' ? "\n"
                : char.IsControl(c) && c is not ('\n' or '\t') ? ""
                : part == ContentPart.Html && "&<>\"'`".Contains(c, StringComparison.Ordinal) ? $"&{(c switch { '&' => "amp", '<' => "lt", '>' => "gt", '"' => "quot", '\'' => "#39", _ => "#96" })};"
                : $"{c}";
            foreach (var (before, after) in new[] { ("a", "b"), ("ä", "€"), ("a long text before it, ä and €", "and more after that too") })
            {
                var (value, expected) = ($"{before}{c}{after}", $"{before}{rule}{after}");
                Assert.Equal(expected, ContentEscape.Value(value, place));
                Assert.Equal(value == expected, ContentEscape.IsSafe(value, place));
            }
        }
    }

    [Fact]
    public void Telegram_WithItsBackslashesTaken_GivesTheValue() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Values, value =>
    {
        var text = Rendered(new Variant { Channel = Channel.Telegram, Text = "{{x}}", Markup = TextMarkup.TelegramMarkdownV2 }, value);
        var (read, bare) = (new StringBuilder(), 0);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '\\';
            i += escaped ? 1 : 0;
            bare += !escaped && "_*[]()~`>#+-=|{}.!".Contains(text[i], StringComparison.Ordinal) ? 1 : 0;
            read.Append(text[i]);
        }

        return bare == 0 && read.ToString() == value;
    }));

    [Fact]
    public void Slack_HasNoLinkAndNoEmphasis() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Values, value =>
    {
        var text = Rendered(new Variant { Channel = Channel.Telegram, Text = "{{x}}", Markup = TextMarkup.SlackMrkdwn }, value);
        return !text.Contains('<', StringComparison.Ordinal) && !text.Contains('>', StringComparison.Ordinal)
            && Enumerable.Range(0, text.Length).All(i => !"*_~`".Contains(text[i], StringComparison.Ordinal) || (i > 0 && i < text.Length - 1 && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1])));
    }));

    [Fact]
    public void Likeness_IsSymmetricAndWholeForItself() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Values, Values, (one, other) =>
    {
        var likeness = TextLikeness.Of(one, other);
        return likeness is >= 0 and <= 1
            && likeness == TextLikeness.Of(other, one)
            && (TextLikeness.Pairs(one).Count == 0 || TextLikeness.Of(one, one) == 1)
            && TextLikeness.Of(one, one.ToUpperInvariant().Replace("SS", "ß", StringComparison.Ordinal)) >= 0;
    }));

    [Fact]
    public void Texts_OfAnyCulture_AreThoseOfItsNearestParent() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            Gen.Elements("de", "de-AT", "de-CH", "en", "en-GB", "en-001", "es-MX", "es-419", "es", "zh-TW", "zh-Hant", "fr-CA").Select(name => new Culture(name)).ToArbitrary(),
            Gen.SubListOf("de", "de-AT", "en-001", "es-419", "es", "zh-Hant", "fr").Select(names => names.Select(name => new Culture(name)).ToList()).ToArbitrary(),
            (reader, spoken) =>
            {
                var variant = new Variant { Channel = Channel.Email, Text = "own", In = spoken.ToDictionary(culture => culture, culture => new VariantText { Text = culture.Name }) };
                var (texts, written) = ContentRenderer.Compile(variant).For(reader, new Culture("en"));
                var expected = reader.WithParents().TakeWhile(at => at.Name != "en").Where(spoken.Contains).Select(at => at.Name).FirstOrDefault() ?? "own";
                return texts.Variant.Text == expected && (expected == "own" && reader.Language != "en" ? written.Name == "en" : written == reader);
            }));

    [Theory]
    [InlineData("[here]({{x}})", false)]
    [InlineData("[here](https://shop.example/{{x}})", true)]
    [InlineData("`{{x}}`", false)]
    [InlineData("\\`{{x}}\\`", true)]
    public void Telegram_InCodeOrAtTheBeginningOfALink_IsRefused(string template, bool isTaken) =>
        Assert.Equal(isTaken, ContentRenderer.Compile(new Variant { Channel = Channel.Telegram, Text = template, Markup = TextMarkup.TelegramMarkdownV2 }).Problems.Count == 0);

    [Theory]
    [InlineData("20 €", "20")]
    [InlineData("€20", "20")]
    [InlineData("1.299,00 €", "1299.00")]
    [InlineData("€1,299.00", "1299.00")]
    [InlineData("1 299,50 €", "1299.50")]
    [InlineData("1’299.50 EUR", "1299.50")]
    [InlineData("1.299 €", "1299")]
    [InlineData("19,9 Euro", "19.9")]
    [InlineData("20,- €", "20")]
    [InlineData("٢٠ €", "20")]
    [InlineData("20 tents, 3 EURopean", null)]
    [InlineData("v2.0", null)]
    public void WrittenMoney_InAnyWriting_IsRead(string text, string? amount) =>
        Assert.Equal(amount, WrittenMoney.In(VisibleText.Of(text, html: false)).Select(found => found.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault());

    [Theory]
    [InlineData("27.11.2026", "de", "2026-11-27")]
    [InlineData("bis 27.11.", "de", "-11-27")]
    [InlineData("11/27/2026", "en-US", "2026-11-27")]
    [InlineData("27/11/26", "en-GB", "2026-11-27")]
    [InlineData("2026-11-27", "fr", "2026-11-27")]
    [InlineData("Friday, November 27th, 2026", "en", "2026-11-27")]
    [InlineData("27 de noviembre de 2026", "es", "2026-11-27")]
    [InlineData("am 27. Nov.", "de", "-11-27")]
    [InlineData("2026年11月27日", "ja", "2026-11-27")]
    [InlineData("2026. november 27.", "hu", "2026-11-27")]
    [InlineData("45 of 100, 3.14 and 1.2.3", "en", null)]
    public void WrittenDates_InAnyWriting_AreRead(string text, string culture, string? date) =>
        Assert.Equal(date, WrittenDates.In(text, new Culture(culture)).SelectMany(found => found.Readings).Select(read => $"{read.Year}-{read.Month:00}-{read.Day:00}").FirstOrDefault());
}
