using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Storage;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class ConfiguredStoreTests
{
    [Fact]
    public async Task UseStore_MakesItOfTheSectionsOptions()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:Store:Number", "7"))).UseStore(Fax()).UseStore(Fax(options => options.Number += "1"));

        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.IsType<MemoryStore>(setup.Store);
        Assert.Equal(["71"], _made);
        Assert.Empty(OmniChannelServicesTests.Problems(setup));
    }

    [Fact]
    public async Task UseStore_OfWrongOptions_IsReportedAtStart()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration()).UseStore(Fax());

        await using var provider = services.BuildServiceProvider();

        Assert.Equal(["OmniChannel:Store: Number is missing."], OmniChannelServicesTests.Problems(provider.GetRequiredService<OmniChannelSetup>()));
    }

    [Fact]
    public async Task UseStore_OfWrongOptions_IsNotReportedWhenTheHostRegisteredItsOwn()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration()).UseStore(Fax());
        services.AddSingleton<IOmniStore>(new MemoryStore());

        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.IsType<MemoryStore>(setup.Store);
        Assert.Empty(_made);
        Assert.Empty(OmniChannelServicesTests.Problems(setup));
    }

    private readonly List<string> _made = [];

    private ConfiguredStore<FaxOptions> Fax(Action<FaxOptions>? configure = null) => new()
    {
        Bind = (section, options) => options.Number += section["Number"],
        Configure = configure,
        Check = options => options.Number.Length == 0 ? ["Number is missing."] : [],
        Create = (_, options) =>
        {
            _made.Add(options.Number);
            return new MemoryStore();
        },
    };
}
