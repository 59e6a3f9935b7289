namespace OmniChannel.Tests;

/// <summary>Every provider has its page, and every page the sections a reader looks for.</summary>
public sealed class ChannelPagesTests
{
    private static readonly string[] Sections = ["## Set-up", "## Capabilities", "## Limits", "## What it sends", "## Outcomes", "## What was tested against what", "## Not tested"];

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
            Assert.True(Sections.All(section => page.Text.Contains($"\n{section}\n", StringComparison.Ordinal)), $"{page.Name}: lacks {string.Join(", ", Sections.Where(section => !page.Text.Contains($"\n{section}\n", StringComparison.Ordinal)))}");
            Assert.All(type.GetProperties().Where(property => property.DeclaringType == type), property => Assert.True(page.Text.Contains($"`{property.Name}`", StringComparison.Ordinal), $"{page.Name}: does not name the option {property.Name}"));
        }
    }
}
