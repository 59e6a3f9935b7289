using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class ChannelAccountTests
{
    [Fact]
    public async Task AddAccount_BindsEachFromItsOwnSection()
    {
        var setup = await SetupOf(
            builder => builder.AddAccount(OmniChannelBuilderTests.Fax("default")).AddAccount(OmniChannelBuilderTests.Fax("spare", options => options.Speed *= 2)),
            ("OmniChannel:Accounts:Fax:default:Number", "1"),
            ("OmniChannel:Accounts:Fax:spare:Number", "2"));

        Assert.Equal(["default at 1, 9600", "spare at 2, 19200"], setup.Adapters.Select(adapter => adapter.Account));
        Assert.Empty(OmniChannelServicesTests.Problems(setup));
    }

    [Fact]
    public async Task AddAccount_OfTheSameName_IsTheSameAccount()
    {
        var setup = await SetupOf(
            builder => builder.AddAccount(OmniChannelBuilderTests.Fax("default")).AddAccount(OmniChannelBuilderTests.Fax("default", options => options.Speed = 1)),
            ("OmniChannel:Accounts:Fax:default:Number", "1"));

        Assert.Equal(["default at 1, 1"], setup.Adapters.Select(adapter => adapter.Account));
    }

    [Fact]
    public async Task AddAccount_WithProblems_NamesThemAllWithTheirSectionAndNoSecret()
    {
        var setup = await SetupOf(
            builder => builder.AddAccount(OmniChannelBuilderTests.Fax("default")).AddAccount(OmniChannelBuilderTests.Fax("spare")),
            ("OmniChannel:Accounts:Fax:default:Secret", "hush"),
            ("OmniChannel:Accounts:Fax:spare:Speed", "fast"));

        Assert.Equal(
            [
                "OmniChannel:Accounts:Fax:default: Number is missing.",
                "OmniChannel:Accounts:Fax:default: Set it.",
                "OmniChannel:Accounts:Fax:spare: 'OmniChannel:Accounts:Fax:spare:Speed' is no number.",
            ],
            OmniChannelServicesTests.Problems(setup));
        Assert.Equal([(new Channel("fax"), "default"), (new Channel("fax"), "spare")], setup.Adapters.Select(adapter => (adapter.Channel, adapter.Account)));
    }

    [Fact]
    public async Task AddAccount_WhenTheHostValidatesItsOptions_NamesThoseProblemsToo()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:Accounts:Fax:default:Number", "1"))).AddAccount(OmniChannelBuilderTests.Fax("default"));
        services.AddOptions<FaxOptions>("default").Validate(options => options.Speed < 1000, "Too fast for us.");

        await using var provider = services.BuildServiceProvider();

        Assert.Equal(
            ["OmniChannel:Accounts:Fax:default: Too fast for us."],
            OmniChannelServicesTests.Problems(provider.GetRequiredService<OmniChannelSetup>()));
    }

    [Fact]
    public async Task AddAccount_OfTwoInstances_KeepsTheirOptionsApart()
    {
        var services = new ServiceCollection();
        var configuration = Parts.Configuration(("OmniChannel:Accounts:Fax:default:Number", "1"), ("B:Accounts:Fax:default:Number", "2"));
        services.AddOmniChannel(configuration).AddAccount(OmniChannelBuilderTests.Fax("default"));
        services.AddOmniChannel("brand-b", configuration.GetSection("B")).AddAccount(OmniChannelBuilderTests.Fax("default"));

        await using var provider = services.BuildServiceProvider();

        Assert.Equal("default at 1, 9600", provider.GetRequiredService<OmniChannelSetup>().Adapters.Single().Account);
        Assert.Equal("default at 2, 9600", provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b").Adapters.Single().Account);
        Assert.Equal("2", provider.GetRequiredService<IOptionsMonitor<FaxOptions>>().Get("brand-b/default").Number);
    }

    private static async Task<OmniChannelSetup> SetupOf(Action<OmniChannelBuilder> build, params (string, string?)[] settings)
    {
        var services = new ServiceCollection();
        build(services.AddOmniChannel(Parts.Configuration(settings)));
        await using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<OmniChannelSetup>();
    }
}
