using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>What is wrong with the section is told at start, with everything else that is. No broker is needed.</summary>
public sealed class OmniChannelRabbitMqTests
{
    [Theory]
    [InlineData("Ui", "amqp://127.0.0.1", "Ui")]
    [InlineData("Prefetch", "many", "Prefetch")]
    [InlineData("Prefetch", "0", "Prefetch is 0")]
    [InlineData("Exchange", "shop", "Uri is no address")]
    public async Task Start_OfAWrongSection_NamesItAmongAllProblems(string key, string value, string expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new($"OmniChannel:RabbitMq:{key}", value), new("OmniChannel:MaxAttempts", "0")]);
        builder.Services.AddOmniChannel(builder.Configuration).UseMemoryStore().AddRabbitMq().AddRabbitMq();
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(refused.Problems, problem => problem.StartsWith("OmniChannel:RabbitMq: ", StringComparison.Ordinal) && problem.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains("MaxAttempts", StringComparison.Ordinal));
    }
}
