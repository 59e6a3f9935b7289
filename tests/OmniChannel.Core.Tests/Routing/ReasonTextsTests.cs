using System.Text.RegularExpressions;

namespace OmniChannel.Tests.Routing;

public sealed partial class ReasonTextsTests
{
    private static readonly ReasonTexts German = ReasonTexts.From(new Dictionary<string, string>
    {
        ["consent.missing"] = "für {purpose} über {channel} fehlt die Einwilligung",
        ["decision.nothing"] = "{campaign} an {customer}: nichts, denn {causes}",
        ["nothing.no-channel"] = "kein Kanal ist offen",
        ["why-not.shut"] = "{channel} ist zu: {causes}.",
        ["wins-if.gate.consent"] = "mit Einwilligung gewänne {channel}",
        ["decision.shut"] = "zu",
        ["channel.email"] = "die E-Mail",
    });

    [Fact]
    public void Of_EveryCodeInTheSource_HasEnglishWords()
    {
        var codes = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("EnglishTexts.cs", StringComparison.Ordinal) && !file.EndsWith("Failpoints.cs", StringComparison.Ordinal) && !file.EndsWith("TimelineTypes.cs", StringComparison.Ordinal))
            .SelectMany(file => Codes().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .Distinct().ToList();

        Assert.True(codes.Count > 60, $"Only {codes.Count} codes were found.");
        Assert.Equal("", string.Join(", ", codes.Where(code => !EnglishTexts.All.ContainsKey(code))));
    }

    [Fact]
    public void Of_EveryText_IsUsedSomewhere()
    {
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("EnglishTexts.cs", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.DoesNotContain(EnglishTexts.All.Keys, code => code != "refused.overloaded" && !code.StartsWith("channel.", StringComparison.Ordinal) && !code.StartsWith("term.", StringComparison.Ordinal) && !(code.StartsWith("fact.", StringComparison.Ordinal) && FactSchema.BuiltIn.All.Any(fact => code == "fact." + fact.Name)) && !source.Contains('"' + code + '"', StringComparison.Ordinal));
    }

    [Fact]
    public void From_ATableOfTheHosts_ReplacesWordsAndKeepsTheRestInEnglish()
    {
        var decision = Story.Of(Channel.Email, Channel.WhatsApp).WithoutConsent().Decide();

        Assert.Equal("die E-Mail ist zu: für marketing über die E-Mail fehlt die Einwilligung; mit Einwilligung gewänne die E-Mail.", decision.WhyNot(Channel.Email, German));
        Assert.StartsWith("spring an anna: nichts, denn kein Kanal ist offen\n", decision.Explain(German), StringComparison.Ordinal);
        Assert.Contains("without all of that, WhatsApp would win", decision.Explain(German), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{channel} at {at}", "e-mail at 2026-03-02 10:00 UTC")]
    [InlineData("{nobody} knows", "? knows")]
    [InlineData("an open { brace", "an open { brace")]
    [InlineData("", "")]
    public void Of_AText_FillsItsArguments(string text, string expected) =>
        Assert.Equal(expected, ReasonTexts.From(new Dictionary<string, string> { ["a"] = text }).Of(Reason.Of("a", new ReasonArgument("channel", Channel.Email), new ReasonArgument("at", Story.Monday))));

    [Fact]
    public void Of_ACodeThatNobodyKnows_IsSaidAsItIs()
    {
        Assert.Equal("host.own (a=1, b=2)", new Reason { Code = "host.own", Arguments = [new("a", "1"), new("b", "2")] }.ToString());
        Assert.Equal("host.own", new Reason { Code = "host.own" }.ToString());
    }

    [GeneratedRegex("\"(?<code>(capability|address|suppression|consent|relevance|rules|quiet|cap|budget|provider|gates|nothing|score|wins-if|assumed|refused|skipped|parked|attempt|decision|why-not)\\.[a-z.-]+)\"")]
    private static partial Regex Codes();
}
