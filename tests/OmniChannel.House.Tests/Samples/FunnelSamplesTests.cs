using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>Runs the code of docs/funnel.md.</summary>
public sealed class FunnelSamplesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Page_DoesWhatItSays()
    {
        var (shop, partners) = (FunnelSamples.Own(), FunnelSamples.Partners());
        Assert.Empty(shop.Verify());
        Assert.Empty(partners.Verify());
        var clock = new ManualClock(Noon);
        var setup = new OmniChannelSetup { Time = clock, Policy = FunnelSamples.Ask(partners) };
        setup.Funnels.Add(shop);
        setup.Funnels.Add(partners);
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(TestContext.Current.CancellationToken);
        await omni.RecordAsync(
            new Touchpoint { Source = "/shop", Id = "1", Customer = new("anna"), Type = TouchpointType.Searched, At = Noon, Data = new Dictionary<string, string> { ["query"] = "price of red shoes" } },
            cancellationToken: TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromDays(15));

        var (dropped, report, drawing) = await FunnelSamples.ReadAsync(omni, new("anna"));

        Assert.Equal(new FunnelStage("deciding"), dropped);
        Assert.Contains("deciding → browsing (back): 14 days without cart.left, site.visited", report, StringComparison.Ordinal);
        Assert.Contains(drawing, await File.ReadAllTextAsync(Repository.PathOf("docs", "funnel.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(Funnel.Default.ToMermaid(), await File.ReadAllTextAsync(Repository.PathOf("docs", "funnel.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_BothFunnels_AreThere()
    {
        var services = new ServiceCollection();
        FunnelSamples.Add(services.AddOmniChannel(new ConfigurationBuilder().Build()), FunnelSamples.Own(), FunnelSamples.Partners());

        await using var provider = services.BuildServiceProvider();

        Assert.Equal(["default", "partners"], provider.GetRequiredService<Funnels>().All.Select(funnel => funnel.Id.Value));
    }
}
