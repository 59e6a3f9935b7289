using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/feeds.md shows.</summary>
public sealed class FeedSamples
{
    [Fact]
    public void Feeds_OfThePage_AreChecked()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Broker", "http://broker.example")]);

        #region Feeds
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddRabbitMq(options =>
            {
                options.Uri = new Uri(builder.Configuration["Broker"]!); // amqps://user:password@host/vhost, from a secret store
                options.Queue = "sending";                               // what this service reads; leave it out to publish only
            });
        #endregion

        using var host = builder.Build();
        var refused = Assert.Throws<OmniChannelStartException>(() => host.Start());
        Assert.Contains(refused.Problems, problem => problem.Contains("amqps://", StringComparison.Ordinal) && !problem.Contains("broker.example", StringComparison.Ordinal));
    }
}
