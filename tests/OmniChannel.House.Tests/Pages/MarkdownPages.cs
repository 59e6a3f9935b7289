using System.Text.RegularExpressions;

namespace OmniChannel.Tests;

/// <summary>The pages a reader of the repository sees.</summary>
internal static partial class MarkdownPages
{
    /// <summary>README, CHANGELOG and so on at the root, and everything under docs and benchmarks.</summary>
    public static IEnumerable<MarkdownPage> All()
        => Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Below("docs"))
            .Concat(Below("benchmarks"))
            .Concat(Below("samples"))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read);

    public static MarkdownPage Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Splits a page into prose (with code removed) and fenced blocks.</summary>
    public static MarkdownPage Parse(string path, string text)
    {
        var prose = new List<string>();
        var blocks = new List<CodeBlock>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var fence = Fence().Match(lines[at]);
            if (!fence.Success)
            {
                prose.Add(lines[at]);
                continue;
            }

            var start = at;
            var code = new List<string>();
            for (at++; at < lines.Length && !lines[at].TrimStart().StartsWith("```", StringComparison.Ordinal); at++)
            {
                code.Add(lines[at]);
            }

            var marker = prose.Count > 0 ? SampleMarker().Match(prose[^1]) : Match.Empty;
            blocks.Add(new CodeBlock
            {
                Line = start + 1,
                Language = fence.Groups["language"].Value,
                Sample = marker.Success ? marker.Groups["name"].Value : null,
                Text = string.Join('\n', code),
            });
        }

        return new MarkdownPage
        {
            Path = path,
            Prose = CodeSpan().Replace(string.Join('\n', prose), ""),
            Anchors = prose.Where(line => line.StartsWith('#')).Select(Anchor).ToHashSet(StringComparer.Ordinal),
            Blocks = blocks,
        };
    }

    private static string Anchor(string heading)
        => NotInAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static IEnumerable<string> Below(string folder)
        => Directory.Exists(Repository.PathOf(folder))
            ? Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)
            : [];

    [GeneratedRegex(@"^\s*```(?<language>\w*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!--\s*sample:\s*(?<name>[\w.]+)\s*-->\s*$")]
    private static partial Regex SampleMarker();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}

/// <summary>One page: where it lies, its prose, its headings as anchors, its fenced blocks.</summary>
internal sealed record MarkdownPage
{
    public required string Path { get; init; }

    public required string Prose { get; init; }

    public required IReadOnlySet<string> Anchors { get; init; }

    public required IReadOnlyList<CodeBlock> Blocks { get; init; }

    public string Name => System.IO.Path.GetRelativePath(Repository.Root, Path);
}

/// <summary>A fenced block, with the name in the <c>&lt;!-- sample: Name --&gt;</c> line right above it, if there is one.</summary>
internal sealed record CodeBlock
{
    public required int Line { get; init; }

    public required string Language { get; init; }

    public required string? Sample { get; init; }

    public required string Text { get; init; }
}
