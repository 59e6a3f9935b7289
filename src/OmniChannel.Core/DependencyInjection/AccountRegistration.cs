using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>Registers an account: its named options once, its adapter once, its problems with the start check.</summary>
internal static class AccountRegistration
{
    public static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ChannelAccount<TOptions> account)
        where TOptions : class
    {
        var section = builder.Section.GetSection("Accounts").GetSection(account.Provider).GetSection(account.Account);
        var options = new SectionOptions<TOptions>(builder, builder.OptionsName(account.Account), section, account.Bind, account.Check);
        options.Register(builder.Parts.AddAccount((account.Provider, account.Account), account.IsStandIn, (services, setup, owned) => Put(account, options, services, setup, owned)), account.Configure);
    }

    private static void Put<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(ChannelAccount<TOptions> account, SectionOptions<TOptions> options, IServiceProvider services, OmniChannelSetup setup, OwnedParts owned)
        where TOptions : class
    {
        if (options.Usable(services, owned.Problems) is { } usable)
        {
            foreach (var adapter in account.Create(services, usable, setup).ToList())
            {
                setup.Adapters.Add(owned.Own(adapter));
            }
        }
        else if (account.Channel is { } channel)
        {
            setup.Adapters.Add(new UnusableAccount(channel, account.Account));
        }
    }
}
