using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>Regular expressions of RE2's syntax.</summary>
public sealed class CelPatternTests
{
    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("^.$", "\n", false)]
    [InlineData("(?s)^.$", "\n", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^.+$", "😀a", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[😀-😂]$", "😃", false)]
    [InlineData("^[^😀-😂]$", "😁", false)]
    [InlineData("^[^😀-😂]$", "😃", true)]
    [InlineData("^[^a]$", "😃", true)]
    [InlineData("^[\\x{10000}-\\x{10FFFF}]$", "😃", true)]
    [InlineData("^\\D\\S\\W$", "a-😃", true)]
    [InlineData("\\d", "٣", false)]
    [InlineData("^\\pL\\PL$", "é1", true)]
    [InlineData("^[\\p{Lu}0-9]+$", "É9", true)]
    [InlineData("^[^\\pL]$", "é", false)]
    [InlineData("^\\p{^L}$", "1", true)]
    [InlineData("^[[:upper:]][[:^upper:]]$", "Aa", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("(?i:A)b", "aB", false)]
    [InlineData("(?i)[^a]", "A", false)]
    [InlineData("a(?-i)b", "aB", false)]
    [InlineData("(?P<year>\\d{4})-(?<month>\\d\\d)", "in 2026-11", true)]
    [InlineData("\\Q.*\\E", ".*", true)]
    [InlineData("\\Q.*", "ab", false)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,}$", "aaaa", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("^a*?$", "aa", true)]
    [InlineData("\\bcat\\b", "a cat!", true)]
    [InlineData("\\Acat\\z", "cat", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[a-]$", "-", true)]
    [InlineData("\\101\\x42\\x{43}", "ABC", true)]
    [InlineData("a||b", "", true)]
    [InlineData("", "", true)]
    [InlineData("[^\\x00-\\x{10FFFF}]", "a", false)]
    public void Matches_OfAPattern_IsWhatRe2Says(string pattern, string text, bool expected)
        => Assert.Equal(CelValue.Bool(expected), Matches(pattern, text));

    [Theory]
    [InlineData("(", "not closed")]
    [InlineData(")", "closes nothing")]
    [InlineData("[a", "not closed")]
    [InlineData("*a", "nothing to repeat")]
    [InlineData("a**", "repeated")]
    [InlineData("a{1001}", "up to 1000")]
    [InlineData("a{3,2}", "smaller number first")]
    [InlineData("(a{100}){100}", "larger")]
    [InlineData("(?=a)", "looking ahead")]
    [InlineData("(?<!a)b", "looking ahead")]
    [InlineData("(a)\\1", "references")]
    [InlineData("\\p{Greek}", "scripts")]
    [InlineData("[b-a]", "before its start")]
    [InlineData("\\C", "octet")]
    [InlineData("\\y", "not known")]
    [InlineData("\\", "at the end")]
    [InlineData("[[:what:]]", "not known")]
    [InlineData("\\x{110000}", "10FFFF")]
    public void Matches_OfAPatternThatIsRefused_SaysWhy(string pattern, string says)
        => Assert.Contains(says, Matches(pattern, "a").AsError().Message, StringComparison.Ordinal);

    [Fact]
    public void TryTranslate_OfNoise_AnswersAndTheEngineTakesIt()
    {
        const string pieces = "ab01.*+?|()[]{}^$\\dwsWpPLQEbxAz-:,iséU<>P=!😀";
        var random = new Random(7);
        var read = 0;
        for (var at = 0; at < 3000; at++)
        {
            var pattern = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)])]);
            if (PatternTranslator.TryTranslate(pattern, 1000, out _, out var problem))
            {
                read++;
                Assert.True(Patterns.TryRead(pattern, 1000, out _, out problem), $"{pattern}: {problem}");
            }
        }

        Assert.True(read > 300, $"Only {read} of the patterns are read.");
    }

    /// <summary>The pattern is made at evaluation, so that one that is wrong is an error there.</summary>
    private static CelValue Matches(string pattern, string text)
    {
        var environment = new CelEnvironmentBuilder().Variable("pattern", CelType.String).Variable("text", CelType.String).Build();
        return environment.Compile("text.matches(pattern)").Program!.Evaluate(
            new CelBindings { { "pattern", CelValue.String(pattern) }, { "text", CelValue.String(text) } });
    }
}
