using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Docs;

/// <summary>What a provider's page says of outcomes names every code of its table: a row that nobody can read cannot be overridden.</summary>
public sealed partial class OutcomePagesTests
{
    [Theory]
    [MemberData(nameof(HttpAdapterContract.Contracts), MemberType = typeof(HttpAdapterContract))]
    public void Outcomes_OfAPage_NameEveryCodeOfTheTable(string contract)
    {
        var adapter = HttpAdapterContract.Of(contract).Described(new("http://127.0.0.1:9/")).Adapter;
        using var _ = adapter as IDisposable;
        var options = adapter.GetType().GetConstructors().SelectMany(made => made.GetParameters()).Select(one => one.ParameterType).First(type => type.Name.EndsWith("Options", StringComparison.Ordinal));
        var table = (AnswerTable)typeof(HttpChannelAdapter).GetProperty("Answers", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(adapter)!;
        var page = Directory.EnumerateFiles(Repository.PathOf("docs", "channels"), "*.md").Select(File.ReadAllText).First(text => text.Contains($"`{options.Name}`", StringComparison.Ordinal));
        var outcomes = page.Split("\n## ").Single(section => section.StartsWith("Outcomes", StringComparison.Ordinal));

        var ranges = Range().Matches(outcomes).Select(range => (From: Number(range.Groups[1].Value), To: Number(range.Groups[2].Value))).ToList();
        var missing = table.Rules.SelectMany(rule => rule.Codes).Where(code => !IsNamed(code, outcomes, ranges)).ToList();

        Assert.True(missing.Count == 0, $"The page of {options.Name} does not name {string.Join(", ", missing)} under Outcomes.");
    }

    private static bool IsNamed(string code, string outcomes, List<(int From, int To)> ranges)
    {
        var word = code.StartsWith("HTTP ", StringComparison.Ordinal) ? code["HTTP ".Length..] : code;
        return Regex.IsMatch(outcomes, $@"(?<![\w/.-]){Regex.Escape(word)}(?![\w/]|-\w|\.\w)", RegexOptions.IgnoreCase)
            || (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ranges.Any(range => number >= range.From && number <= range.To));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(\d+)–(\d+)(?!\d)")]
    private static partial Regex Range();
}
