using Microsoft.Extensions.Configuration;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A store whose options are bound from the section <c>Store</c> of the instance's section and checked at start. For packages of stores.</summary>
/// <typeparam name="TOptions">The store's options, with a public constructor without parameters.</typeparam>
public sealed class ConfiguredStore<TOptions>
    where TOptions : class
{
    /// <summary>Binds the options from their section. A delegate, because binding is generated where the type is known: <c>(section, options) => section.Bind(options)</c>. A value that cannot be bound becomes a problem reported at start.</summary>
    public required Action<IConfigurationSection, TOptions> Bind { get; init; }

    /// <summary>Changes the options after they were bound; null for nothing.</summary>
    public Action<TOptions>? Configure { get; init; }

    /// <summary>Finds every problem of the options: one sentence each, that names the fix and no secret.</summary>
    public required Func<TOptions, IEnumerable<string>> Check { get; init; }

    /// <summary>Makes the store of options without a problem, once, and opens nothing. The container disposes of it, after the instance.</summary>
    public required Func<IServiceProvider, TOptions, IOmniStore> Create { get; init; }
}
