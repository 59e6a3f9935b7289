using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniChannel;

/// <summary>Registers an account: its named options once, its adapter once, its problems with the start check.</summary>
internal static class AccountRegistration
{
    public static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ChannelAccount<TOptions> account)
        where TOptions : class
    {
        var section = builder.Section.GetSection("Accounts").GetSection(account.Provider).GetSection(account.Account);
        var name = builder.OptionsName(account.Account);
        var options = builder.Services.AddOptions<TOptions>(name);
        if (builder.Parts.AddAccount((account.Provider, account.Account), account.IsStandIn, (services, setup, owned) => Put(account, name, section.Path, services, setup, owned)))
        {
            options.Configure(bound => account.Bind(section, bound));
        }

        if (account.Configure is not null)
        {
            options.Configure(account.Configure);
        }
    }

    private static void Put<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(ChannelAccount<TOptions> account, string name, string path, IServiceProvider services, OmniChannelSetup setup, OwnedParts owned)
        where TOptions : class
    {
        var (options, problems) = BoundOptions.Of<TOptions>(services, name);
        if (options is not null)
        {
            problems = [.. account.Check(options)];
            if (problems.Count == 0)
            {
                foreach (var adapter in account.Create(services, options, setup).ToList())
                {
                    setup.Adapters.Add(owned.Own(adapter));
                }

                return;
            }
        }

        setup.StartChecks.Add(() => problems.Select(problem => $"{path}: {problem}"));
        if (account.Channel is { } channel)
        {
            setup.Adapters.Add(new UnusableAccount(channel, account.Account));
        }
    }
}
