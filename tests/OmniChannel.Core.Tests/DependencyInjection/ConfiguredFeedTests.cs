using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class ConfiguredFeedTests
{
    private readonly List<string> _made = [];

    [Fact]
    public async Task AddFeed_Twice_MakesOneOfTheSectionsOptions()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:Fax:Number", "7"))).UseMemoryStore().AddFeed(Fax()).AddFeed(Fax(options => options.Number += "1"));

        var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        var feed = Assert.IsType<KeptFeed>(Assert.Single(setup.Feeds));
        Assert.Equal(["71"], _made);
        Assert.Empty(OmniChannelServicesTests.Problems(setup));
        await provider.DisposeAsync();
        Assert.Equal(1, feed.Disposed);
    }

    [Fact]
    public async Task AddFeed_OfWrongOptions_IsReportedAtStart()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:Fax:Numbr", "7"))).UseMemoryStore().AddFeed(Fax());

        await using var provider = services.BuildServiceProvider();

        Assert.Equal(["OmniChannel:Fax: Number is missing."], OmniChannelServicesTests.Problems(provider.GetRequiredService<OmniChannelSetup>()));
    }

    private ConfiguredFeed<FaxOptions> Fax(Action<FaxOptions>? configure = null) => new()
    {
        Section = "Fax",
        Bind = (section, options) => options.Number += section["Number"],
        Configure = configure,
        Check = options => options.Number.Length == 0 ? ["Number is missing."] : [],
        Create = (_, options) =>
        {
            _made.Add(options.Number);
            return new KeptFeed();
        },
    };

    private sealed class KeptFeed : IEventFeed, IDisposable
    {
        public string Name => "fax";

        public int Disposed { get; private set; }

        public ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void Dispose() => Disposed++;
    }
}
