using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>What docs/channels/your-own.md shows does what it says: one class is a channel.</summary>
public sealed class OwnChannelSamplesTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Fact]
    public Task Page_ShowsATestThatPasses() => OwnChannelSamples.TestedAsync();

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(
        name,
        _ => ValueTask.FromResult(new AdapterUnderTest
        {
            Adapter = new OwnChannelSamples.PagerChannel(new Station()),
            ValidAddresses = ["0417", "1234"],
            InvalidAddresses = ["", "417", "04 17"],
        }),
        TestContext.Current.CancellationToken);

    [Fact]
    public async Task Registration_OfOneLine_StartsAndIsHeldToItsLimits()
    {
        var services = new ServiceCollection();
        services.AddSingleton<OwnChannelSamples.IBaseStation>(new Station());
        var builder = services.AddOmniChannel(new ConfigurationBuilder().Build());
        OwnChannelSamples.Register(builder);
        builder.AddCampaign(new Campaign
        {
            Id = new CampaignId("long"),
            Name = "Long",
            Variants = [new Variant { Channel = OwnChannelSamples.PagerChannel.Definition.Channel, Text = new string('x', 41) }],
        });
        await using var provider = services.BuildServiceProvider();

        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await provider.GetRequiredService<OmniChannelRuntime>().StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("shorten it by 1", Assert.Single(thrown.Problems), StringComparison.Ordinal);
    }

    private sealed class Station : OwnChannelSamples.IBaseStation
    {
        public ValueTask<OwnChannelSamples.BaseStationAnswer> ShowAsync(string pager, string text, string key, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(OwnChannelSamples.BaseStationAnswer.Shown);
        }
    }
}
