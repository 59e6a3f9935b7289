using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelSendGridTests
{
    private const string Key = "SG.secret-of-the-account";

    [Fact]
    public async Task AddSendGrid_OfWrongOptions_NamesEveryProblemAndNoSecret()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "SendGrid": { "default": { "ApiKey": "SG.a\nb", "From": "shop", "ReplyTo": "x", "WebhookKeys": [ "abc" ], "Timeout": "00:00:00", "WebhookTolerance": "-1" } } } } }""",
            builder => builder.AddSendGrid());

        foreach (var name in new[] { "ApiKey", "From", "ReplyTo", "WebhookKeys[0]", "Timeout", "WebhookTolerance" })
        {
            Assert.Single(setup.Problems(), problem => problem.StartsWith($"OmniChannel:Accounts:SendGrid:default: {name}", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(setup.Problems(), problem => problem.Contains("SG.a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddSendGrid_SendsByANamedClientThatLogsNothing()
    {
        await using var sendGrid = new ProviderDouble(_ => new ProviderReply { Status = 202, Headers = new Dictionary<string, string> { ["X-Message-Id"] = "m1" } });
        var logs = new LogLines();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "OmniChannel": { "Accounts": { "SendGrid": { "default": { "ApiKey": "{{Key}}", "From": "shop@example.com", "BaseAddress": "{{sendGrid.Address}}", "AllowPrivateNetworks": true } } } } }"""));
        services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(file).Build()).AddSendGrid();
        await using var provider = services.BuildServiceProvider();
        var adapter = Assert.Single(provider.GetRequiredService<OmniChannelSetup>().Adapters);

        var outcome = await adapter.SendAsync(SampleMessage.Full with { Channel = Channel.Email, Address = "ada@example.com" }, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.Accepted, "m1"), (outcome.Result, outcome.ProviderMessageId));
        Assert.Contains(logs.Seen, line => line.Contains("AllowPrivateNetworks", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Seen, line => line.Contains(Key, StringComparison.Ordinal) || line.Contains("ada@", StringComparison.Ordinal) || line.Contains("/v3/", StringComparison.Ordinal));
    }
}
