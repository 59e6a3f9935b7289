using System.Diagnostics;
using System.Text.Json.Nodes;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>Software that nobody here wrote and that judges ours: the providers' specifications behind Prism, emulators, libraries for Node. Skips with the reason where it is not there.</summary>
internal static class Oracle
{
    /// <summary>The base address of a provider as its specification has it: "twilio", "sendgrid", "fcm", "postmark", "ses", "resend", "x", "mastodon", "telegram", "vonage".
    /// Right requests get the example answers, wrong ones 400, 401, 415 or 422. "emulated-twilio" and "emulated-resend" pass on to the emulator what is right.</summary>
    public static Uri Prism(string provider)
    {
        _ = provider.StartsWith("emulated-", StringComparison.Ordinal) ? Server.Require(provider == "emulated-twilio" ? Server.EmulatedTwilio : Server.EmulatedResend) : "";
        return new Uri($"http://{Server.Require(Server.Prism)}/{provider}/");
    }

    /// <summary>The base address of an emulator.</summary>
    public static Uri Emulator(string variable) => new($"http://{Server.Require(variable)}/");

    /// <summary>Asks verifiers.cjs, beside this file, to verify or to sign, by the library it names: one answer for each question.</summary>
    public static Task<JsonArray> AskVerifiersAsync(JsonArray questions) => AskAsync(Repository.PathOf("tests", "OmniChannel.Adapters.Tests", "verifiers.cjs"), Server.NodeVerifiers, questions);

    /// <summary>Asks Push/push.cjs: jose, http_ece, web-push and @parse/node-apn.</summary>
    public static Task<JsonArray> AskPushAsync(JsonArray questions) => AskAsync(Repository.PathOf("tests", "OmniChannel.Adapters.Tests", "Push", "push.cjs"), Server.PushPackages, questions);

    private static async Task<JsonArray> AskAsync(string script, string packages, JsonArray questions)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = Server.Require(packages) },
        })!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.StandardInput.WriteAsync(questions.ToJsonString());
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(output)!.AsArray();
    }

    /// <summary>A call that came in at a double, as a host would pass it on.</summary>
    public static WebhookRequest AsWebhook(this ProviderRequest request, Uri at) => new()
    {
        Method = request.Method,
        Url = new Uri(at, request.Target),
        Headers = request.Headers.DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(header => header.Key, header => header.Value),
        Body = request.Body,
    };
}
