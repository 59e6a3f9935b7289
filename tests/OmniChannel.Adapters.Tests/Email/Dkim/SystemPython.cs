using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OmniChannel.Tests.Email.Dkim;

/// <summary>Debian's own Python, whose packages dkim and nacl nobody here wrote. One process answers many questions.</summary>
internal static class SystemPython
{
    private const string Program = "/usr/bin/python3";

    /// <summary>Runs a script that reads JSON from its input and writes JSON to its output; skips where the modules are not there.</summary>
    public static async Task<JsonArray> AskAsync(string modules, string script, JsonArray questions)
    {
        if (!File.Exists(Program) || (await RunAsync($"import {modules}", [])).Code != 0)
        {
            Needs.Missing($"Needs Debian's python3 with {modules} (packages python3-dkim, python3-nacl).");
        }

        var (code, output) = await RunAsync(script, questions);
        Assert.Equal(0, code);
        return JsonNode.Parse(output)!.AsArray();
    }

    private static async Task<(int Code, string Output)> RunAsync(string script, JsonArray questions)
    {
        using var python = Process.Start(new ProcessStartInfo(Program, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await python.StandardInput.WriteAsync(questions.ToJsonString());
            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // A script that only imports reads nothing.
        }

        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await errors;
        return (python.ExitCode, python.ExitCode == 0 ? await output : said);
    }
}
