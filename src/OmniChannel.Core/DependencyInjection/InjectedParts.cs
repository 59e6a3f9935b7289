using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OmniChannel;

/// <summary>The parts of a runtime, each resolved by its own type, under the instance's key.</summary>
internal static class InjectedParts
{
    public static void Register(OmniChannelBuilder builder)
    {
        Add(builder, static runtime => runtime.Audiences);
        Add(builder, static runtime => runtime.Campaigns);
        Add(builder, static runtime => runtime.Carts);
        Add(builder, static runtime => runtime.Conversations);
        Add(builder, static runtime => runtime.Coupons);
        Add(builder, static runtime => runtime.Digests);
        Add(builder, static runtime => runtime.Feeds);
        Add(builder, static runtime => runtime.Funnels);
        Add(builder, static runtime => runtime.HandOffs);
        Add(builder, static runtime => runtime.Identities);
        Add(builder, static runtime => runtime.Inbound);
        Add(builder, static runtime => runtime.Inventory);
        Add(builder, static runtime => runtime.Outbox);
        Add(builder, static runtime => runtime.Pages);
        Add(builder, static runtime => runtime.PersonalData);
        Add(builder, static runtime => runtime.Personas);
        Add(builder, static runtime => runtime.PrintedCodes);
        Add(builder, static runtime => runtime.Segments);
        Add(builder, static runtime => runtime.Sessions);
        Add(builder, static runtime => runtime.Suppressions);
        Add(builder, static runtime => runtime.Surveys);
        Add(builder, static runtime => runtime.Touchpoints);
    }

    /// <summary>A key of null is no key.</summary>
    private static void Add<TPart>(OmniChannelBuilder builder, Func<OmniChannelRuntime, TPart> part)
        where TPart : class =>
        builder.Services.TryAddKeyedSingleton(builder.Name, (provider, _) => part(builder.Runtime(provider)));
}
