using System.Reflection;

namespace OmniChannel.Tests.PublicApi;

/// <summary>The public surface of every package is a text file that somebody has read and approved.</summary>
public sealed class PublicApiTests
{
    private const string Approve = "OMNICHANNEL_APPROVE=1 dotnet test tests/OmniChannel.House.Tests --filter PublicApi";

    public static TheoryData<string> Packages() => [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(project => Path.GetFileNameWithoutExtension(project)!)
        .Where(name => name is not "OmniChannel" and not "OmniChannel.Cli") // no assembly of its own; a tool
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Surface_OfThePackage_IsTheApprovedOne(string package)
    {
        var actual = Listing.Of(Assembly.Load(package));
        var file = Repository.PathOf("tests", "OmniChannel.House.Tests", "PublicApi", package + ".txt");
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(actual == approved, $"The public surface of {package} is not the approved one. Read the difference; if it is meant:\n  {Approve}\n{Difference(approved, actual)}");
    }

    [Fact]
    public void Difference_NamesTheTypeAndTheMember()
    {
        var difference = Difference("namespace A\n\nclass B\n  int C()\n  int D()\n", "namespace A\n\nclass B\n  int C(string e)\n  int D()\n");

        Assert.Equal("- class B | int C()\n+ class B | int C(string e)", difference);
    }

    [Fact]
    public void Listing_ShowsWhatUsersSee()
    {
        var listing = Listing.Of([typeof(Shown), typeof(ShownRecord), typeof(ShownValue), typeof(ShownKind), typeof(IShown), typeof(ShownCall)]);

        Assert.Equal(Expected, listing);
    }

    /// <summary>Lines that went and lines that came, each with the type it belongs to.</summary>
    private static string Difference(string approved, string actual)
    {
        var (before, after) = (Qualified(approved), Qualified(actual));
        return string.Join('\n', before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)));
    }

    private static List<string> Qualified(string listing)
    {
        var (type, lines) = ("", new List<string>());
        foreach (var line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            type = line.StartsWith(' ') ? type : line;
            lines.Add(line.StartsWith(' ') ? $"{type} | {line.Trim()}" : line);
        }

        return lines;
    }

    private const string Expected = """
        namespace OmniChannel.Tests.PublicApi

        interface IShown
          Task<string?> ReadAsync(CancellationToken cancellationToken = default)

        abstract class Shown : IDisposable
          abstract int? Count { get; }
          const int Most = 3
          protected new(string name, string? other = null)
          static T Make<T>(params T[] all) where T : Shown
          void Dispose()

        delegate bool ShownCall(out int found)

        enum ShownKind
          First = 0
          Second = 5

        sealed record ShownRecord
          IReadOnlyList<string?> All { get; init; }
          new()
          required string Name { get; init; }

        readonly record struct ShownValue
          new(string Value)
          string Value { get; init; }

        """;
}
