using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>Registers a store with options: bound once, checked when it is made.</summary>
internal static class StoreRegistration
{
    public static void Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ConfiguredStore<TOptions> store)
        where TOptions : class
    {
        var options = new SectionOptions<TOptions>(builder, builder.OptionsName(), builder.Section.GetSection("Store"), store.Bind, store.Check);
        options.Register(builder.Parts.IsNewStore(typeof(TOptions)), store.Configure);
        builder.UseStore(services => options.Usable(services, builder.Owned(services).Problems) is { } usable ? store.Create(services, usable) : null!);
    }
}
