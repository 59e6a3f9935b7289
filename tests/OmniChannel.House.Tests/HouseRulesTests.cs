using System.Text.RegularExpressions;

namespace OmniChannel.Tests;

/// <summary>Rules of the house that no compiler knows. Each is shown to fail on a file that breaks it.</summary>
public sealed partial class HouseRulesTests
{
    private const int LongestFile = 300;

    [Fact]
    public void Sources_AreFound() => Assert.NotEmpty(SourceFile.Below("src"));

    [Fact]
    public void Sources_KeepTheRules()
    {
        var broken = SourceFile.Below("src").Concat(SourceFile.Below("samples")).SelectMany(Broken).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Tests_AreNeitherSwitchedOffNorEmpty()
    {
        var broken = SourceFile.Below("tests")
            .SelectMany(file => file.Text.Split('\n').Select((line, at) => (line, place: $"{file.Path}:{at + 1}")))
            .Where(one => SwitchedOff().IsMatch(one.line))
            .Select(one => $"{one.place}: a test that is switched off or cannot fail; mend it or delete it")
            .ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("[Fact(Skip = \"later\")]", true)]
    [InlineData("Assert.True(true);", true)]
    [InlineData("Assert.SkipUnless(found, \"no server\");", false)]
    public void SwitchedOff_ByLine_IsSeen(string line, bool expected) => Assert.Equal(expected, SwitchedOff().IsMatch(line));

    [Theory]
    [InlineData("src/X/StringUtils.cs", "class A;", "says nothing")]
    [InlineData("src/X/Common/Thing.cs", "class A;", "says nothing")]
    [InlineData("src/X/ChannelManager.cs", "class A;", "says nothing")]
    [InlineData("src/X/A.cs", "#pragma warning disable CA1000", "reason")]
    [InlineData("src/X/A.cs", "[SuppressMessage(\"a\", \"b\")] class A;", "Justification")]
    [InlineData("src/X/A.cs", "try { } catch (Exception) { }", "swallows")]
    [InlineData("src/X/A.cs", "try { } catch {\n // forget it\n }", "swallows")]
    [InlineData("src/X/A.cs", "async void Run() => await x;", "async void")]
    [InlineData("src/X/A.cs", "var x = run.GetAwaiter().GetResult();", "blocks")]
    [InlineData("src/X/A.cs", "// TODO: more", "unfinished")]
    public void Broken_ForAFileThatBreaksARule_NamesIt(string path, string text, string expected)
        => Assert.Contains(Broken(new SourceFile(path, text)), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Broken_ForALongFile_SaysSo()
        => Assert.Single(Broken(new SourceFile("src/X/A.cs", string.Join('\n', Enumerable.Repeat("//", LongestFile + 1)))));

    [Theory]
    [InlineData("#pragma warning disable CA1000 // the type argument is the channel's content")]
    [InlineData("try { Send(); } catch (OperationCanceledException) { throw; }")]
    [InlineData("var common = manager.Utility;")]
    public void Broken_ForAFileThatKeepsTheRules_IsEmpty(string text)
        => Assert.Empty(Broken(new SourceFile("src/X/A.cs", text)));

    private static IEnumerable<string> Broken(SourceFile file)
    {
        var lines = file.Text.TrimEnd('\n').Split('\n');
        if (lines.Length > LongestFile)
        {
            yield return $"{file.Path}: {lines.Length} lines; over {LongestFile} a second idea hides in the file";
        }

        if (NameThatSaysNothing().IsMatch(file.Path))
        {
            yield return $"{file.Path}: the name says nothing; name the idea";
        }

        for (var at = 0; at < lines.Length; at++)
        {
            foreach (var (rule, problem) in LineRules)
            {
                if (rule().IsMatch(lines[at]))
                {
                    yield return $"{file.Path}:{at + 1}: {problem}";
                }
            }
        }

        var code = Comment().Replace(file.Text, "");
        if (EmptyCatch().IsMatch(code))
        {
            yield return $"{file.Path}: an empty catch swallows an error; return it as a value, log it, or let it through";
        }
    }

    private static readonly (Func<Regex> Rule, string Problem)[] LineRules =
    [
        (PragmaWithoutReason, "#pragma warning disable needs its reason behind it: // because …"),
        (SuppressionWithoutJustification, "SuppressMessage needs a Justification"),
        (AsyncVoid, "async void loses its errors"),
        (Blocking, "blocks a thread on async work"),
        (Unfinished, "unfinished work is marked here"),
    ];

    [GeneratedRegex(@"(^|/)[^/]*(Utils?|Utilities|Helpers?|Common|Misc|Manager)(/|\.cs$)")]
    private static partial Regex NameThatSaysNothing();

    [GeneratedRegex(@"#pragma\s+warning\s+disable\s+(?!.*//\s*\S{2})")]
    private static partial Regex PragmaWithoutReason();

    [GeneratedRegex(@"SuppressMessage\((?!.*Justification\s*=)")]
    private static partial Regex SuppressionWithoutJustification();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\.GetAwaiter\(\)\s*\.GetResult\(\)|\.Wait\(\)")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b.*\bSkip\s*=|^\s*Assert\.True\(true\b|^\s*Assert\.False\(false\b")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bcatch\s*(\([^)]*\)\s*)?(when\s*\([^{]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();
}
