using OmniChannel.Delivery;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelDevelopmentTests
{
    [Fact]
    public async Task AddDevelopmentChannel_OfNamedChannels_StandsInForThose()
    {
        var setup = await Instance.SetupOf("{}", builder => builder.AddDevelopmentChannel("sent", Channel.Email, Channel.LiveChat).AddDevelopmentChannel("sent", Channel.Email, Channel.LiveChat));

        Assert.Equal([Channel.Email, Channel.LiveChat], setup.Adapters.Select(adapter => adapter.Channel));
        Assert.All(setup.Adapters, adapter => Assert.Equal("omnichannel.invalid", Assert.IsType<IMarketingAccount>(adapter, exactMatch: false).FallbackBaseUri!.Host));
    }

    [Fact]
    public async Task AddDevelopmentChannel_OfNone_StandsInForEveryChannelThatHasNoAccountWhereverItIsSaid()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "Accounts": { "Smtp": { "default": { "Host": "a.example", "From": "shop@example.com" } } } } }""",
            builder => builder.AddDevelopmentChannel().AddSmtp().AddChannel(ChannelDefinitions.Find(Channel.Sms)! with { Channel = new Channel("pager") }));

        var channels = setup.Adapters.Select(adapter => adapter.Channel).ToList();
        Assert.Equal(channels.Distinct(), channels);
        Assert.Equal("default", setup.Adapters[0].Account);
        Assert.Contains(Channel.Sms, channels);
        Assert.Contains(new Channel("pager"), channels);
        Assert.DoesNotContain(Channel.Tv, channels);
    }

    [Fact]
    public async Task AddDevelopmentChannel_FromJson_BindsItsOptions()
    {
        var setup = await Instance.SetupOf(
            """{ "OmniChannel": { "PublicBaseUri": "https://shop.example/u", "Accounts": { "Development": { "default": { "Channels": [ "email", "Nonsense!" ], "Console": false } } } } }""",
            builder => builder.AddDevelopmentChannel("sent"));

        Assert.Contains("Channels[1]", Assert.Single(setup.Problems()), StringComparison.Ordinal);
    }
}
