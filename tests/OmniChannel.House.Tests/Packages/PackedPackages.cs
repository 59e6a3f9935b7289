using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace OmniChannel.Tests.Packages;

/// <summary>Packs every package of src once, as CI does, into a temporary folder.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("omnichannel-pack");

    /// <summary>The packages that have to come out: one for every project of src.</summary>
    public static IReadOnlyList<string> Expected { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        foreach (var project in Expected)
        {
            // --no-restore: the build of these tests has restored, and another restore would disturb whoever builds beside us
            await Dotnet("pack", Repository.PathOf("src", project), "-c", "Release", "--no-restore", "-nologo", "-v", "q", "-nodeReuse:false", "-o", _folder.FullName);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>An opened package; <paramref name="extension"/> is <c>nupkg</c> or <c>snupkg</c>.</summary>
    public ZipArchive Open(string package, string extension)
    {
        var file = _folder.EnumerateFiles($"{package}.*.{extension}").SingleOrDefault(file => char.IsDigit(file.Name[package.Length + 1]));
        Assert.True(file is not null, $"dotnet pack made no {package}.*.{extension}; it made: {string.Join(", ", _folder.EnumerateFiles().Select(made => made.Name))}");
        return ZipFile.OpenRead(file.FullName);
    }

    /// <summary>The metadata element of a package's manifest, without its XML namespace.</summary>
    public XElement Manifest(string package)
    {
        using var archive = Open(package, "nupkg");
        using var stream = archive.GetEntry(package + ".nuspec")!.Open();
        var manifest = XElement.Load(stream);
        foreach (var element in manifest.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return manifest.Element("metadata")!;
    }

    private static async Task Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.Environment["CI"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await errors}");
    }
}
