using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>What docs/hosting.md shows does what it says.</summary>
public sealed class HostingSamplesTests
{
    private static readonly ChannelDefinition Kiosk = ChannelDefinitions.Find(Channel.Sms)! with { Channel = new Channel("kiosk"), DisplayName = "kiosk" };

    private static readonly Persona Commuter = new() { Id = new PersonaId("commuter"), Name = "The commuter", Channels = new Dictionary<Channel, int> { [Channel.Push] = 60 } };

    [Fact]
    public async Task Contents_IsOneInstanceWithEveryPart()
    {
        var builder = Empty();
        var (voice, segment) = (new BrandVoice { AllCaps = false }, new Segment { Id = new("buyers"), Name = "Bought once", When = Facts.Customer.HasBought });
        var survey = new Survey { Id = new("shoes"), Title = "One question", Questions = [SurveyQuestion.YesNo("runs", "Do you run?")] };
        HostingSamples.Contents(builder, ReadmeSamples.ShopPolicy(), ReadmeSamples.Campaigns.CartReminder, voice, Commuter, FunnelSamples.Partners(), survey, segment, Kiosk);
        await using var provider = builder.Services.BuildServiceProvider();

        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Equal(
            ["default", "spare", "screens", "development"],
            setup.Adapters.Select(adapter => adapter.Account));
        Assert.Equal(("shop", 1, 1, 1), (setup.Policy.Name, setup.Campaigns.Count, setup.Personas.Count, setup.Channels.Count));
        Assert.Equal((1, survey, segment, voice), (setup.Funnels.Count, Assert.Single(setup.Surveys), Assert.Single(setup.Segments), setup.Voice));
        Assert.Equal("handlebars", Assert.Single(setup.TemplateEngines).Name);
        Assert.IsType<HostingSamples.HouseWriter>(setup.Drafter);
        Assert.NotNull(setup.Relevance);
        Assert.NotNull(setup.Agents);
        Assert.All(
            ["OmniChannel:Accounts:Smtp:default: ", "OmniChannel:Accounts:Smtp:spare: ", "OmniChannel:Accounts:Webhook:texts: "],
            expected => Assert.Contains(setup.StartChecks.SelectMany(check => check()), problem => problem.StartsWith(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Brands_AreTwoTenants()
    {
        var builder = Empty();
        HostingSamples.Brands(builder);
        builder.Services.AddSingleton<HostingSamples.Newsletter>();
        await using var provider = builder.Services.BuildServiceProvider();

        Assert.Equal(new TenantId("brand-b"), provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b").Tenant);
        Assert.NotNull(provider.GetRequiredService<HostingSamples.Newsletter>());
    }

    [Fact]
    public async Task ForTests_TakesTheRecordingChannelInPlaceOfTheReal()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().Build();
        services.AddOmniChannel(configuration).AddSmtp();
        HostingSamples.ForTests(services, configuration, new RecordingChannel(Channel.Email));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<OmniChannelRuntime>().StartAsync(TestContext.Current.CancellationToken);

        Assert.IsType<RecordingChannel>(Assert.Single(provider.GetRequiredService<OmniChannelSetup>().Adapters));
    }

    [Fact]
    public async Task WithoutAContainer_Decides()
    {
        var campaign = ReadmeSamples.Campaigns.CartReminder with { Variants = [.. ReadmeSamples.Campaigns.CartReminder.Variants.Where(variant => variant.Channel == Channel.Email)] };

        var decision = await HostingSamples.WithoutAContainerAsync(campaign, new RecordingChannel(Channel.Email), ReadmeSamples.Customers.Anna, ReadmeSamples.Campaigns.Remind("tent"));

        Assert.Equal(Channel.Email, decision.Choice?.Channel);
    }

    private static HostApplicationBuilder Empty() => Host.CreateEmptyApplicationBuilder(null);
}
