using System.Text.RegularExpressions;

namespace OmniChannel.Tests;

/// <summary>Links between our pages lead somewhere.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void Links_InEveryPage_Resolve()
    {
        var broken = new List<string>();
        var checkedLinks = 0;
        foreach (var page in MarkdownPages.All())
        {
            foreach (var target in LinksOf(page.Prose))
            {
                checkedLinks++;
                if (Broken(page.Path, target) is { } problem)
                {
                    broken.Add($"{page.Name}: {target}: {problem}");
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Assert.True(checkedLinks > 0, "No relative link was found in any page: the check looked at nothing.");
    }

    [Theory]
    [InlineData("no-such-page.md", "no such file")]
    [InlineData("README.md#no-such-heading", "no such heading")]
    [InlineData("README.md#omnichannelcore", null)]
    [InlineData("build/", null)]
    public void Broken_ByTarget_SaysWhy(string target, string? expected)
        => Assert.Equal(expected, Broken(Repository.PathOf("README.md"), target));

    private static IEnumerable<string> LinksOf(string markdown)
        => InlineLink().Matches(markdown).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static string? Broken(string page, string target)
    {
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? target : target[..hash];
        var path = file.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(file)));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return "no such file";
        }

        return hash < 0 || MarkdownPages.Read(path).Anchors.Contains(target[(hash + 1)..]) ? null : "no such heading";
    }

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex InlineLink();
}
