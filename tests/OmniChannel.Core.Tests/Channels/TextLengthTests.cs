using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Channels;

public sealed class TextLengthTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData("", TextUnit.Utf16, 0)]
    [InlineData("aé", TextUnit.Utf16, 2)]
    [InlineData(Family, TextUnit.Utf16, 8)]
    [InlineData(Family, TextUnit.Graphemes, 1)]
    [InlineData("e\u0301e", TextUnit.Graphemes, 2)]
    [InlineData("aé€\U0001F600", TextUnit.Utf8Bytes, 10)]
    [InlineData("ç", TextUnit.SmsSegments, 1)]
    [InlineData("", TextUnit.XWeighted, 0)]
    [InlineData("Zoë", TextUnit.XWeighted, 3)]
    [InlineData("Zoe\u0308", TextUnit.XWeighted, 3)]
    [InlineData("你好", TextUnit.XWeighted, 4)]
    [InlineData(Family, TextUnit.XWeighted, 2)]
    [InlineData("\U0001F1E9\U0001F1EA", TextUnit.XWeighted, 2)]
    [InlineData("3\uFE0F\u20E3", TextUnit.XWeighted, 2)]
    [InlineData("“a” – b…", TextUnit.XWeighted, 9)]
    [InlineData("see https://shop.example/a/very/long/address?with=much.", TextUnit.XWeighted, 28)]
    [InlineData("https://", TextUnit.XWeighted, 8)]
    public void Count_Text_IsThatOfTheUnit(string text, TextUnit unit, int count) => Assert.Equal(count, TextLength.Count(text, unit));

    /// <summary>Not among the rows above: an attribute cannot hold a lone surrogate.</summary>
    [Fact]
    public void Count_LoneSurrogate_IsThatOfTheReplacementCharacter()
    {
        foreach (var unit in Enum.GetValues<TextUnit>())
        {
            Assert.Equal(TextLength.Count("\uFFFD", unit), TextLength.Count("\uD800", unit));
        }
    }

    [Fact]
    public void Count_UnknownUnit_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => TextLength.Count("a", (TextUnit)99));

    [Fact]
    public void Count_AnyText_IsBoundedByItsUnits() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
        {
            var text = value ?? "";
            return TextLength.Count(text, TextUnit.Graphemes) <= text.Length
                && TextLength.Count(text, TextUnit.Utf8Bytes) <= 3 * text.Length
                && TextLength.Count(text, TextUnit.XWeighted) <= 2 * text.Length
                && TextLength.Count(text, TextUnit.SmsSegments) is var parts && parts >= 1 && parts <= 1 + (2 * text.Length / 66);
        }));
}
