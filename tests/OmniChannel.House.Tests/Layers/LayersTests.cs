using System.Xml.Linq;

namespace OmniChannel.Tests.Layers;

/// <summary>Inside Core a folder uses the folders above it and never one below; packages depend on Core and never sideways.</summary>
public sealed class LayersTests
{
    private const string Core = "src/OmniChannel.Core/";

    [Fact]
    public void Core_UsesOnlyFoldersAbove()
    {
        var files = SourceFile.Below("src", "OmniChannel.Core").Select(file => file with { Path = file.Path[Core.Length..] }).ToList();

        var breaches = LayerCheck.Breaches(files);

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
        Assert.Contains(files, file => file.Path.StartsWith("Values/", StringComparison.Ordinal));
    }

    [Fact]
    public void Container_IsKnownOnlyInItsFolder()
    {
        var breaches = LayerCheck.ContainerOutsideItsFolder(SourceFile.Below("src"));

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Theory]
    [InlineData("class A { Decision Make() => null!; }")]
    [InlineData("class A { Decision? Last { get; } }")]
    [InlineData("class A { List<Decision> All = []; }")]
    [InlineData("class A { Dictionary<int, Decision> All = []; }")]
    [InlineData("class A : Decision { }")]
    [InlineData("class A { object B() => new Decision { X = 1 }; }")]
    [InlineData("class A { bool B(object o) => o is Decision; }")]
    [InlineData("class A { bool B(object o) => o is not Decision { X: 1 }; }")]
    [InlineData("class A { int B() => Decision.Count; }")]
    [InlineData("class A { int B() => OmniChannel.Decision.Count; }")]
    [InlineData("class A { int B() => global::OmniChannel.Decision.Count; }")]
    [InlineData("class A { string B() => $\"is {Decision.Count:F2}\"; }")]
    [InlineData("class A { Type B() => typeof(Decision); }")]
    [InlineData("class A { object B(object o) => (Decision)o; }")]
    [InlineData("class A { Decision[] B; }")]
    [InlineData("class A { Decision Decision { get; } }")]
    [InlineData("class A { void B(string s, Decision d) { } }")]
    [InlineData("using D = OmniChannel.Decision; class A;")]
    public void Breaches_WhenAFileUsesATypeBelow_NamesIt(string text)
    {
        var breach = Assert.Single(LayerCheck.Breaches([new("Values/A.cs", text), new("Routing/Decision.cs", "namespace OmniChannel;\npublic sealed record Decision;")]));

        Assert.Contains("Values uses Decision of Routing", breach, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// Decision decides\nclass A { }")]
    [InlineData("/// <see cref=\"Decision\"/>\nclass A { }")]
    [InlineData("class A { string B = \"Decision d\"; }")]
    [InlineData("class A { string B = @\"a \"\" Decision d\"; }")]
    [InlineData("class A { string B = $\"a {{Decision d}} {1}\"; }")]
    [InlineData("class A { string B = \"\"\"\n Decision \"d\" e\n \"\"\"; }")]
    [InlineData("class A { string Decision { get; } int Length => Decision.Length; }")]
    [InlineData("class A { object B() => new A { Decision = \"x\" }; }")]
    [InlineData("class A { string B(A a) => a.Decision.ToString(); }")]
    [InlineData("enum A { None, Decision, Other }")]
    [InlineData("class A { void Decision(int x) { } void B() => Decision(1); }")]
    public void Breaches_WhenOnlyTheWordOccurs_IsEmpty(string text)
        => Assert.Empty(LayerCheck.Breaches([new("Values/A.cs", text), new("Routing/Decision.cs", "public sealed record Decision;")]));

    [Fact]
    public void Breaches_WhenAFileUsesItsOwnLineOrAbove_IsEmpty()
        => Assert.Empty(LayerCheck.Breaches(
        [
            new("Channels/Channel.cs", "namespace OmniChannel { public readonly record struct Channel; }"),
            new("Messages/Message.cs", "record Message { Channel C; }"),
            new("Orchestration/Run.cs", "class Run { async Task<Message> Go() => await x; }"),
        ]));

    [Fact]
    public void Breaches_WhenTheFolderIsUnknown_SaysWhatToDo()
        => Assert.Contains("LayerOrder.Lines", Assert.Single(LayerCheck.Breaches([new("Stuff/A.cs", "class A;")])), StringComparison.Ordinal);

    [Theory]
    [InlineData("class A { Task B; }", "Task")]
    [InlineData("class A { ILogger B; }", "ILogger")]
    public void Breaches_WhenAPureLayerAwaitsOrLogs_NamesIt(string text, string word)
        => Assert.Contains($"no {word}", Assert.Single(LayerCheck.Breaches([new("Routing/A.cs", text)])), StringComparison.Ordinal);

    [Fact]
    public void ContainerOutsideItsFolder_WhenItIs_NamesTheFile()
        => Assert.Single(LayerCheck.ContainerOutsideItsFolder(
            [new("src/X/A.cs", "class A { IServiceCollection S; }"), new("src/X/DependencyInjection/B.cs", "class B { IServiceCollection S; }")]));

    [Fact]
    public void Packages_DependOnCoreAndNeverSideways()
    {
        foreach (var project in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .Order(StringComparer.Ordinal);
            string[] expected = name switch
            {
                "OmniChannel.Core" => [],
                "OmniChannel" => ["OmniChannel.Adapters", "OmniChannel.Core", "OmniChannel.Sqlite"],
                "OmniChannel.Cli" => ["OmniChannel.Core", "OmniChannel.PostgreSql", "OmniChannel.Sqlite"],
                _ => ["OmniChannel.Core"],
            };
            Assert.True(expected.SequenceEqual(references), $"{name} references {string.Join(", ", references)}; expected {string.Join(", ", expected)}");
        }
    }
}
