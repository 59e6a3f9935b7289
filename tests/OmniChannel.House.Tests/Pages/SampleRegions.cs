using System.Text.RegularExpressions;

namespace OmniChannel.Tests;

/// <summary>The <c>#region Name</c> parts of compiled files that pages quote.</summary>
internal static partial class SampleRegions
{
    /// <summary>Every region of the samples of this project and of the folder samples, by name; both are compiled with the solution.</summary>
    public static IReadOnlyDictionary<string, string> All()
        => SourceFile.Below("tests", "OmniChannel.House.Tests", "Samples").Concat(SourceFile.Below("samples"))
            .SelectMany(file => Of(file.Text))
            .ToDictionary(region => region.Name, region => region.Text, StringComparer.Ordinal);

    public static IEnumerable<(string Name, string Text)> Of(string source)
    {
        foreach (Match match in Region().Matches(source.ReplaceLineEndings("\n")))
        {
            yield return (match.Groups["name"].Value, Dedented(match.Groups["text"].Value));
        }
    }

    private static string Dedented(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : ""));
    }

    [GeneratedRegex(@"^[ \t]*#region[ \t]+(?<name>[\w.]+)[ \t]*\n(?<text>.*?)^[ \t]*#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
