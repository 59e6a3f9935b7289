namespace OmniChannel.Tests;

/// <summary>Every provider has its page, and every page the sections a reader looks for.</summary>
public sealed class ChannelPagesTests
{
    private static readonly string[] Sections = ["## Set-up", "## Capabilities", "## Limits", "## What it sends", "## Outcomes", "## What was tested against what", "## Not tested"];

    /// <summary>What is no page of one provider: the index, how to write an adapter, what all posts have in common, what stands in for others while one builds, what the host's own pages read.</summary>
    private static readonly string[] NoProvider = ["README.md", "your-own.md", "posts.md", "development.md", "pages.md"];

    [Fact]
    public void Pages_OfEachProvider_HaveTheSections()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs", "channels"), "*.md").Where(path => !NoProvider.Contains(Path.GetFileName(path))).ToList();

        Assert.True(pages.Count > 20, $"{pages.Count} pages found.");
        var lacking = pages.Select(path => (Page: Path.GetFileName(path), Lacks: Sections.Where(section => !File.ReadAllText(path).Contains($"\n{section}\n", StringComparison.Ordinal)).ToList())).Where(page => page.Lacks.Count > 0);
        Assert.Equal([], lacking.Select(page => $"{page.Page} lacks {string.Join(", ", page.Lacks)}"));
    }

    [Fact]
    public void Accounts_OverHttp_HaveAPageOfTheirOwn()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs", "channels"), "*.md").Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllText(path))).ToList();
        var index = pages.Single(page => page.Name == "README.md").Text;
        var options = typeof(HttpAccountOptions).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(HttpAccountOptions))).ToList();

        Assert.NotEmpty(options);
        foreach (var type in options)
        {
            var page = pages.FirstOrDefault(page => page.Text.Contains($"`{type.Name}`", StringComparison.Ordinal));
            Assert.True(page.Name is not null, $"{type.Name}: no page of docs/channels names it");
            Assert.True(index.Contains($"({page.Name})", StringComparison.Ordinal), $"{page.Name}: docs/channels/README.md does not lead there");
            Assert.All(type.GetProperties().Where(property => property.DeclaringType == type), property => Assert.True(page.Text.Contains($"`{property.Name}`", StringComparison.Ordinal), $"{page.Name}: does not name the option {property.Name}"));
        }
    }
}
