using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed partial class EncodedWordTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("Grüße", "=?utf-8?B?R3LDvMOfZQ==?=")]
    [InlineData("Your order — 3 items", "=?utf-8?Q?Your_order_=E2=80=94_3_items?=")]
    [InlineData("a=b?c_d", "=?utf-8?B?YT1iP2NfZA==?=")]
    public void Encode_Text_TakesTheShorterEncoding(string text, string expected) => Assert.Equal(expected, Assert.Single(EncodedWord.Encode(text)));

    [Fact]
    public void Encode_AnyText_GivesShortWordsThatEachHoldWholeCharacters() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Texts.Any, text =>
        {
            var words = EncodedWord.Encode(text);
            return words.All(static word => word.Length <= EncodedWord.MaxLength) && string.Concat(words.Select(Decode)) == Texts.Whole(text);
        }));

    /// <summary>One word by itself, as RFC 2047 section 5 wants it to be readable.</summary>
    private static string Decode(string word)
    {
        var parts = Word().Match(word);
        var text = parts.Groups["text"].Value;
        return Strict.GetString(parts.Groups["encoding"].Value == "B"
            ? Convert.FromBase64String(text)
            : [.. Octet().Matches(text).Select(static one => one.Value switch
            {
                "_" => (byte)' ',
                { Length: 3 } => Convert.ToByte(one.Value[1..], 16),
                _ => (byte)one.Value[0],
            })]);
    }

    [GeneratedRegex(@"^=\?utf-8\?(?<encoding>[BQ])\?(?<text>[!->@-~]*)\?=$")]
    private static partial Regex Word();

    [GeneratedRegex("=[0-9A-F]{2}|[^=]")]
    private static partial Regex Octet();
}
