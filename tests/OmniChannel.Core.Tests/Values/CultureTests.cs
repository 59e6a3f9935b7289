using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Values;

public sealed class CultureTests
{
    private static readonly string[] Some = ["de", "de-AT", "de-CH", "en", "en-GB", "en-US", "zh-TW", "zh-Hant-HK", "es-MX", "pt-AO", "sr-Latn-RS", "ja", "ar-EG", "fil", "gsw-CH", "es-419"];

    [Theory]
    [InlineData("DE-at", "de-AT")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("es-419", "es-419")]
    public void New_InAnyCase_HasTheUsualOne(string written, string name) => Assert.Equal(name, new Culture(written).Name);

    [Theory]
    [InlineData("ger", "de")]
    [InlineData("de_DE", "de-DE")]
    [InlineData("de-XX", "de")]
    [InlineData("en-UK", "en-GB")]
    [InlineData("german", "de")]
    [InlineData("jp", "ja")]
    [InlineData("xx", null)]
    [InlineData("klingon", null)]
    [InlineData("d", null)]
    [InlineData("de-DE-1996-extra", "de-DE")]
    public void New_OfACultureThatDoesNotExist_IsRefusedWithWhatIsMeant(string written, string? meant)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Culture(written));

        Assert.Contains($"There is no culture '{written}'", refused.Message, StringComparison.Ordinal);
        Assert.True(meant is null == !refused.Message.Contains("did you mean", StringComparison.Ordinal), refused.Message);
        if (meant is not null && written != "de-DE-1996-extra")
        {
            Assert.Contains($"did you mean '{meant}'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("de-AT", "de-AT de")]
    [InlineData("zh-TW", "zh-TW zh-Hant zh")]
    [InlineData("es-MX", "es-MX es-419 es")]
    [InlineData("en-GB", "en-GB en-001 en")]
    [InlineData("en-US", "en-US en")]
    [InlineData("pt-AO", "pt-AO pt-PT pt")]
    [InlineData("sr-Latn-RS", "sr-Latn-RS sr-Latn sr")]
    public void WithParents_OfACulture_EndsWithItsLanguage(string name, string all) => Assert.Equal(all, string.Join(' ', new Culture(name).WithParents()));

    [Fact]
    public void WithParents_OfAnyCulture_IsShortWithoutRepeatsAndKeepsTheLanguage() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Elements(Some).ToArbitrary(), name =>
        {
            var all = new Culture(name).WithParents().ToList();
            return all.Count is >= 1 and <= 4 && all.Distinct().Count() == all.Count && all[^1].Name == all[0].Language && all.All(one => new Culture(one.Name) == one);
        }));

    [Theory]
    [InlineData("de-DE-1996", "de-DE")]
    [InlineData("en-XX", "en")]
    [InlineData("xx", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void TryFind_OfAnyTag_GivesWhatIsKnownOfIt(string? tag, string? name) => Assert.Equal(name, Culture.TryFind(tag, out var found) ? found.Name : null);

    [Theory]
    [InlineData("de", "1.299,50 €", "27. November 2026")]
    [InlineData("de-AT", "€ 1.299,50", "27. November 2026")]
    [InlineData("de-CH", "€ 1’299.50", "27. November 2026")]
    [InlineData("en-US", "€1,299.50", "November 27, 2026")]
    [InlineData("en-GB", "€1,299.50", "27 November 2026")]
    [InlineData("fr", "1299,50 €", "27 novembre 2026")]
    [InlineData("pl-PL", "1299,50 €", "27 listopada 2026")]
    [InlineData("ja", "€1,299.50", "2026年11月27日")]
    [InlineData("sw", "1299.50 EUR", "2026-11-27")]
    public void Format_ByCulture_IsAsItWrites(string name, string money, string date)
    {
        var culture = new Culture(name);

        Assert.Equal((money, date), (culture.Format(Money.Of(1299.50m, "EUR")), culture.Format(new DateOnly(2026, 11, 27))));
    }

    [Fact]
    public void Format_OfADefaultCulture_IsIso() =>
        Assert.Equal(("1299.50 EUR", "2026-11-27", "-0.5"), (default(Culture).Format(Money.Of(1299.50m, "EUR")), default(Culture).Format(new DateOnly(2026, 11, 27)), default(Culture).Format(-0.5m)));

    [Fact]
    public void Format_OfAnAmountBelowNothingOrWithoutMinorUnits_KeepsSignAndDigits() =>
        Assert.Equal(("-€5.00", "¥1,000", "-1.234.567,89"), (new Culture("en").Format(Money.Of(-5m, "EUR")), new Culture("en").Format(Money.Of(1000m, "JPY")), new Culture("de").Format(-1234567.89m)));
}
