using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OmniChannel.Tests;

/// <summary>The main job as a user first meets it: the sample runs, tells the same story every time, and the README shows what it really prints.</summary>
public sealed partial class QuickStartTests
{
    [Fact]
    public async Task Run_Twice_TellsTheSameStory()
    {
        var first = Told(await RunAsync());
        var second = Told(await RunAsync());

        Assert.Equal(first, second);
        Assert.Contains("Why not a push? Push lost: ", first, StringComparison.Ordinal);
        Assert.Contains("nothing is sent, because", first, StringComparison.Ordinal);
        Assert.Contains("e-mail would win with a consent for marketing", first, StringComparison.Ordinal);
        Assert.Contains("Can I help you", first, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(first, "The next decision knows it"));
    }

    [Fact]
    public async Task Readme_OutputOfTheSample_IsWhatItPrints()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var shown = Shown().Match(readme).Groups[1].Value;

        Assert.NotEmpty(shown);
        Assert.Contains(Told(shown), Told(await RunAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithSmtp_MailReachesTheServer()
    {
        var output = await RunAsync("--smtp", Server.Require(Server.SmtpPlain), "--to", "alice@example.test");

        Assert.Contains("e-mail: accepted by account \"default\"", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var sample = Path.Combine(Repository.Root, "samples", "QuickStart", "bin", configuration, "net10.0", "QuickStart.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(sample);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    /// <summary>The output without what is different on every run: folders and the names of deliveries.</summary>
    private static string Told(string output) => Changing().Replace(output, "…").ReplaceLineEndings("\n").Trim();

    [GeneratedRegex(@"<!-- output: QuickStart -->\n```\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"/\S*omnichannel-quickstart-\w+|saved as \S+")]
    private static partial Regex Changing();
}
