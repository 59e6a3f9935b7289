namespace OmniChannel.Tests.Expressions;

/// <summary>The conformance suite of the language (google/cel-spec), as far as it needs no protocol buffers: one result for each case.</summary>
public sealed class CelConformanceTests(ITestOutputHelper output)
{
    private const string File = "cel-conformance.jsonl";

    /// <summary>Cases that do not pass, each with the reason. None.</summary>
    private static readonly IReadOnlyDictionary<string, string> NotPassing = new Dictionary<string, string>();

    /// <summary>What the file has to hold, each with one case at least: the core of the language, the extensions, and what else needs no protocol buffers.</summary>
    private static readonly string[] Required =
    [
        "basic", "comparisons", "conversions", "fields", "fp_math", "integer_math", "lists", "logic", "macros", "macros2", "namespace", "parse", "plumbing", "string", "timestamps", "type_deduction",
        "string_ext", "math_ext", "optionals", "bindings_ext", "block_ext", "network_ext", "encoders_ext",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, ConformanceCase>> Cases =
        new(() => ConformanceCase.Read(SharedFolders.RequireCase(File)).ToDictionary(one => one.Id));

    /// <summary>The case, by its line and name. Without the file there is one row, whose test says what it needs.</summary>
    public static TheoryData<string> Ids => System.IO.File.Exists(Path()) ? [.. Cases.Value.Keys] : [""];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Case_AsTheSuiteMeansIt_Passes(string id)
    {
        SharedFolders.RequireCase(File);
        Assert.SkipWhen(NotPassing.TryGetValue(id, out var reason), reason ?? "");

        var wrong = ConformanceRun.Of(Cases.Value[id]);

        Assert.True(wrong is null, $"{Cases.Value[id].Text}\n{wrong}");
    }

    [Fact]
    public void Cases_BySection_AreCounted()
    {
        var cases = ConformanceCase.Read(SharedFolders.RequireCase(File));
        var page = System.IO.File.ReadAllText(Repository.PathOf("docs", "expressions.md"));
        Assert.Empty(Required.Except(cases.Select(one => one.File)));
        Assert.All(NotPassing.Keys, id => Assert.Contains(cases, one => one.Id == id));
        foreach (var section in cases.GroupBy(one => one.File).OrderBy(section => section.Key))
        {
            var passing = section.Count(one => ConformanceRun.Of(one) is null);
            output.WriteLine($"{section.Key,-16} {passing,4} of {section.Count(),4}");
            Assert.Equal(section.Count(one => !NotPassing.ContainsKey(one.Id)), passing);
            Assert.Contains($"| {section.Key} | ", page, StringComparison.Ordinal);
        }
    }

    private static string? Path()
    {
        try
        {
            return SharedFolders.RequireCase(File);
        }
        catch (Exception missing) when (missing.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true)
        {
            return null;
        }
    }
}
