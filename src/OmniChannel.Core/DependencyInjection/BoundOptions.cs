using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniChannel;

/// <summary>Options as the container gives them, or why it cannot.</summary>
internal static class BoundOptions
{
    /// <summary>The options of that name, or what is wrong with the configuration they come from.</summary>
    public static (TOptions? Options, IReadOnlyList<string> Problems) Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IServiceProvider services, string name)
        where TOptions : class
    {
        try
        {
            return (services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name), []);
        }
        catch (OptionsValidationException invalid)
        {
            return (null, [.. invalid.Failures]);
        }
        catch (InvalidOperationException unbound)
        {
            // What the binder throws: a value of the wrong form, a key that the options do not have.
            return (null, [unbound.Message]);
        }
    }
}
