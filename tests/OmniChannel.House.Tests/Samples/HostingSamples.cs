using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/hosting.md, compiled here and run by <see cref="HostingSamplesTests"/>.</summary>
internal static class HostingSamples
{
    internal static void Contents(
        HostApplicationBuilder builder, Policy policy, Campaign campaign, BrandVoice voice, Persona persona, Funnel funnel, Survey survey, Segment segment, ChannelDefinition kiosk)
    {
        #region BuilderContents
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddSqlite("shop.db")                         // where everything durable lives; UseMemoryStore() for none
            .UsePolicy(policy)                            // DefaultPolicy without it
            .AddCampaign(campaign)                        // checked at start, variant by variant
            .UseVoice(voice)                              // how the brand speaks, above all campaigns
            .UseHandlebars()                              // full templates, for variants that name the engine
            .UseDrafter<HouseWriter>()                    // a text generator of yours; nothing of it is sent unapproved
            .AddPersona(persona)                          // every customer is a mixture of them
            .AddFunnel(funnel)                            // beside the default one, or in its place
            .AddSurvey(survey)                            // its answers are facts, and evidence for personas
            .AddSegment(segment)                          // AddSegments(…) for those of a file
            .AddChannel(kiosk)                            // a channel of your own, or a ready one anew
            .AddSmtp()                                    // Accounts:Smtp:default
            .AddSmtp("spare")                             // Accounts:Smtp:spare, used when the first is not healthy
            .AddWebhook("texts")                          // Accounts:Webhook:texts
            .AddAdapter<KioskScreens>()                   // a provider of your own
            .AddDevelopmentChannel("sent", Channel.Push)  // stands in for a channel while you build
            .UseRelevance<StillInTheCart>()               // whether a message still makes sense
            .UseAgents(channel => channel == Channel.LiveChat ? 2 : 0);
        builder.Services.AddHealthChecks().AddOmniChannel();
        #endregion
    }

    internal static void Brands(HostApplicationBuilder builder)
    {
        #region TwoBrands
        builder.Services.AddOmniChannel(builder.Configuration).AddSqlite("brand-a.db");
        builder.Services.AddOmniChannel("brand-b", builder.Configuration.GetSection("BrandB")).AddSqlite("brand-b.db");
        #endregion
    }

    internal static void ForTests(IServiceCollection services, IConfiguration configuration, RecordingChannel mail)
    {
        #region HostUnderTest
        services.AddOmniChannel(configuration).RemoveAdapters().AddAdapter(_ => mail).UseMemoryStore();
        services.AddSingleton<TimeProvider>(new ManualClock(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero)));
        #endregion
    }

    internal static async Task<Decision> WithoutAContainerAsync(Campaign campaign, IChannelAdapter mail, CustomerProfile customer, Message message)
    {
        #region NoContainer
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup { Campaigns = { campaign }, Adapters = { mail } });
        await omni.StartAsync();
        await omni.SaveAsync(customer);
        var decision = await omni.DecideAsync(message, customer.Id);
        #endregion
        return decision;
    }

    #region InjectedBrand
    internal sealed class Newsletter([FromKeyedServices("brand-b")] IChannelOrchestrator omni)
    {
        public ValueTask<SendResult> SendAsync(Message message, CustomerId customer) => omni.SendAsync(message, customer);
    }
    #endregion

    internal sealed class KioskScreens : IChannelAdapter
    {
        public Channel Channel { get; } = new("kiosk");

        public string Account => "screens";

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(AttemptOutcome.Accepted());
    }

    internal sealed class HouseWriter : IVariantDrafter
    {
        public ValueTask<IReadOnlyList<DraftedVariant>> DraftAsync(DraftRequest request, CancellationToken cancellationToken) => new(Array.Empty<DraftedVariant>());
    }

    internal sealed class StillInTheCart : IMessageRelevance
    {
        public ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken) => new((string?)null);
    }
}
