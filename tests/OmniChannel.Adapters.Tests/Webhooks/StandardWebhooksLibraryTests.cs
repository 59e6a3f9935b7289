using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Webhooks;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Webhooks;

/// <summary>The reference library of Standard Webhooks for Node (npm standardwebhooks 1.1.1) and ours judge each other.</summary>
public sealed class StandardWebhooksLibraryTests
{
    private const string Library = "OMNICHANNEL_STANDARDWEBHOOKS";
    private static readonly string[] Secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + Convert.ToBase64String([.. Enumerable.Range(1, 64).Select(each => (byte)each)])];

    [Fact]
    public async Task Library_AndAdapter_JudgeEachOtherAlike()
    {
        Server.Require(Library);
        var requests = await SentAsync();
        var cases = new JsonArray();
        foreach (var request in requests)
        {
            foreach (var secret in Secrets)
            {
                cases.Add(Case(request, secret, request.Headers["webhook-signature"]));
                // The same with another body, another time and another secret: nobody may believe these.
                cases.Add(Case(request with { Body = [.. request.Body, (byte)' '] }, secret, request.Headers["webhook-signature"]));
                cases.Add(Case(request, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", request.Headers["webhook-signature"]));
            }
        }

        var verdicts = await JudgeAsync(cases);

        Assert.Equal(cases.Count, verdicts.Count);
        Assert.Contains(verdicts, verdict => verdict!["verified"]!.GetValue<bool>());
        Assert.Contains(verdicts, verdict => !verdict!["verified"]!.GetValue<bool>());
        for (var at = 0; at < cases.Count; at++)
        {
            string Of(string name) => cases[at]![name]!.GetValue<string>();
            var verifier = new WebhookVerifier([Of("secret")], TimeProvider.System);
            var body = Encoding.UTF8.GetBytes(Of("body"));
            Assert.Equal(at % 3 == 0, verdicts[at]!["verified"]!.GetValue<bool>());
            Assert.Equal(at % 3 == 0, verifier.Verify(body, Of("id"), Of("timestamp"), Of("signature")).IsValid);
            Assert.True(verifier.Verify(body, Of("id"), Of("timestamp"), verdicts[at]!["signed"]!.GetValue<string>()).IsValid);
        }
    }

    private static JsonObject Case(Request request, string secret, string signature) => new()
    {
        ["secret"] = secret,
        ["id"] = request.Headers["webhook-id"],
        ["timestamp"] = request.Headers["webhook-timestamp"],
        ["signature"] = signature,
        ["body"] = Encoding.UTF8.GetString(request.Body),
    };

    private static async Task<Request[]> SentAsync()
    {
        await using var server = Answering(Answer(200));
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var options = new WebhookOptions { Endpoint = server.Url, AllowPrivateNetworks = true };
        Array.ForEach(Secrets, options.Secrets.Add);
        // The library reads the machine's clock, so this one test goes by it too.
        var adapter = new WebhookChannelAdapter("judged", options, client, TimeProvider.System);
        string[] texts = ["", "plain", "ünï¢ødé 👢 日本", "quotes \" and \\ and \u2028", new string('x', 10_000)];
        for (var at = 0; at < texts.Length; at++)
        {
            var message = SampleMessage.Full with { IdempotencyKey = $"key-{at}", Content = new() { Text = texts[at] } };
            Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(message, TestContext.Current.CancellationToken)).Result);
        }

        return [.. server.Requests];
    }

    private static async Task<JsonArray> JudgeAsync(JsonArray cases)
    {
        var script = Repository.PathOf("tests", "OmniChannel.Adapters.Tests", "Webhooks", "standardwebhooks-judge.cjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = Server.Require(Library) },
        })!;
        await node.StandardInput.WriteAsync(cases.ToJsonString());
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(output)!.AsArray();
    }
}
