using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Registers a store with options: bound once, checked when it is made.</summary>
internal static class StoreRegistration
{
    public static void Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ConfiguredStore<TOptions> store)
        where TOptions : class
    {
        var section = builder.Section.GetSection("Store");
        var options = builder.Services.AddOptions<TOptions>(builder.OptionsName());
        if (builder.Parts.IsNewStore(typeof(TOptions)))
        {
            options.Configure(bound => store.Bind(section, bound));
        }

        if (store.Configure is not null)
        {
            options.Configure(store.Configure);
        }

        builder.UseStore(services => Make(builder, store, section.Path, services)!);
    }

    private static IOmniStore? Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, ConfiguredStore<TOptions> store, string path, IServiceProvider services)
        where TOptions : class
    {
        var (options, problems) = BoundOptions.Of<TOptions>(services, builder.OptionsName());
        if (options is not null)
        {
            problems = [.. store.Check(options)];
            if (problems.Count == 0)
            {
                return store.Create(services, options);
            }
        }

        builder.Owned(services).Problems.AddRange(problems.Select(problem => $"{path}: {problem}"));
        return null;
    }
}
