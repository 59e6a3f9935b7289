using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OmniChannel.Tests.Packages;

/// <summary>What comes out of <c>dotnet pack</c> is what a reviewer of NuGet packages asks for.</summary>
public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    private const string Meta = "OmniChannel";

    public static TheoryData<string> All() => [.. PackedPackages.Expected];

    public static TheoryData<string> WithAssembly() => [.. PackedPackages.Expected.Where(package => package != Meta)];

    [Theory]
    [MemberData(nameof(All))]
    public void Manifest_SaysWhatItIs(string package)
    {
        var manifest = packed.Manifest(package);

        Assert.Equal("README.md", manifest.Element("readme")?.Value);
        Assert.Equal("icon.png", manifest.Element("icon")?.Value);
        Assert.Equal("expression", manifest.Element("license")?.Attribute("type")?.Value);
        Assert.Equal("MIT", manifest.Element("license")?.Value);
        Assert.False(string.IsNullOrWhiteSpace(manifest.Element("tags")?.Value));
        Assert.True(manifest.Element("description")?.Value.Length > 30);
        using var archive = packed.Open(package, "nupkg");
        Assert.NotNull(archive.GetEntry("README.md"));
        Assert.NotNull(archive.GetEntry("icon.png"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Manifest_NamesTheCommit(string package)
    {
        Assert.SkipUnless(Path.Exists(Repository.PathOf(".git")), "Not a git working copy: there is no commit to name.");

        var repository = packed.Manifest(package).Element("repository");

        Assert.Equal("git", repository?.Attribute("type")?.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository?.Attribute("commit")?.Value ?? "");
    }

    [Theory]
    [MemberData(nameof(WithAssembly))]
    public void Package_HasDocumentationAndSymbols(string package)
    {
        using var archive = packed.Open(package, "nupkg");
        using var symbols = packed.Open(package, "snupkg");

        Assert.NotNull(archive.GetEntry($"lib/net10.0/{package}.xml"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{package}.pdb"));
        Assert.DoesNotContain(archive.Entries, entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithAssembly))]
    public void Assembly_IsDeterministicAndNamesNoFolderOfThisMachine(string package)
    {
        using var archive = packed.Open(package, "nupkg");
        using var reader = new PEReader(Copy(archive.GetEntry($"lib/net10.0/{package}.dll")!));

        var entries = reader.ReadDebugDirectory();

        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        var pdb = reader.ReadCodeViewDebugDirectoryData(entries.First(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;
        Assert.DoesNotContain(Repository.Root, pdb, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithAssembly))]
    public void Symbols_HaveMappedPaths(string package)
    {
        using var symbols = packed.Open(package, "snupkg");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols.GetEntry($"lib/net10.0/{package}.pdb")!));
        var pdb = provider.GetMetadataReader();

        var documents = pdb.Documents.Select(handle => pdb.GetString(pdb.GetDocument(handle).Name)).ToList();

        Assert.NotEmpty(documents);
        Assert.DoesNotContain(documents, name => name.StartsWith(Repository.Root, StringComparison.Ordinal));
    }

    [Fact]
    public void Metapackage_DependsOnItsThreeAndHasNothingOfItsOwn()
    {
        var dependencies = packed.Manifest(Meta).Descendants("dependency").Select(one => one.Attribute("id")!.Value).Order(StringComparer.Ordinal);
        using var archive = packed.Open(Meta, "nupkg");

        Assert.Equal(["OmniChannel.Adapters", "OmniChannel.Core", "OmniChannel.Sqlite"], dependencies);
        Assert.DoesNotContain(archive.Entries, entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithAssembly))]
    public void Dependencies_HoldNoTestOrAnalyzer(string package)
        => Assert.All(
            packed.Manifest(package).Descendants("dependency").Select(one => one.Attribute("id")!.Value),
            id => Assert.False(id.Contains("Analyzer", StringComparison.Ordinal) || id.Contains("xunit", StringComparison.Ordinal) || id.Contains("Test", StringComparison.Ordinal), $"{package} depends on {id}"));

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
