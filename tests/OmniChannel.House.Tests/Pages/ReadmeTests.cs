namespace OmniChannel.Tests;

/// <summary>C# on a page is C# that compiles: each block names a region of a compiled file and equals it.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Blocks_OnEveryPage_AreCompiledText()
    {
        var regions = SampleRegions.All();

        var problems = MarkdownPages.All().SelectMany(page => page.Blocks.Select(block => Problem(page, block, regions))).OfType<string>().ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("```csharp\nvar a = 1;\n```", "no <!-- sample: Name -->")]
    [InlineData("<!-- sample: Nowhere -->\n```csharp\nvar a = 1;\n```", "no #region Nowhere")]
    [InlineData("<!-- sample: One -->\n```csharp\nvar a = 2;\n```", "line 1 is 'var a = 2;'; compiled is 'var a = 1;'")]
    [InlineData("<!-- sample: One -->\n```csharp\nvar a = 1;\nvar b = 1;\n```", "line 2 is 'var b = 1;'; compiled is ''")]
    [InlineData("<!-- sample: One -->\n```csharp\nvar a = 1;\n```", null)]
    [InlineData("```json\n{}\n```", null)]
    public void Problem_ByBlock_SaysWhatDiffers(string markdown, string? expected)
    {
        var page = MarkdownPages.Parse(Repository.PathOf("README.md"), markdown);
        var regions = SampleRegions.Of("    #region One\n    var a = 1;\n    #endregion\n").ToDictionary(region => region.Name, region => region.Text);

        var problem = Problem(page, Assert.Single(page.Blocks), regions);

        if (expected is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.Contains(expected, problem, StringComparison.Ordinal);
        }
    }

    private static string? Problem(MarkdownPage page, CodeBlock block, IReadOnlyDictionary<string, string> regions)
    {
        if (block.Language is not ("csharp" or "cs" or "C"))
        {
            return null;
        }

        var place = $"{page.Name}:{block.Line}";
        if (block.Sample is null)
        {
            return $"{place}: no <!-- sample: Name --> in the line above this C# block; its text has to be a #region Name of a compiled file";
        }

        if (!regions.TryGetValue(block.Sample, out var compiled))
        {
            return $"{place}: no #region {block.Sample} in tests/OmniChannel.House.Tests/Samples or samples";
        }

        var (shown, real) = (block.Text.TrimEnd().Split('\n'), compiled.Split('\n'));
        for (var line = 0; line < Math.Max(shown.Length, real.Length); line++)
        {
            var (left, right) = (line < shown.Length ? shown[line].TrimEnd() : "", line < real.Length ? real[line] : "");
            if (left != right)
            {
                return $"{place}: {block.Sample}: line {line + 1} is '{left}'; compiled is '{right}'";
            }
        }

        return null;
    }
}
