using Microsoft.Extensions.Configuration;

namespace OmniChannel;

/// <summary>A feed whose options are bound from a section of its own in the instance's section, and checked at start. For packages of feeds.</summary>
/// <typeparam name="TOptions">The feed's options, with a public constructor without parameters.</typeparam>
public sealed class ConfiguredFeed<TOptions>
    where TOptions : class
{
    /// <summary>The section's name within the instance's, which is the feed's identity too: "RabbitMq".</summary>
    public required string Section { get; init; }

    /// <summary>Binds the options from their section. A delegate, because binding is generated where the type is known: <c>(section, options) => section.Bind(options)</c>. A value that cannot be bound becomes a problem reported at start.</summary>
    public required Action<IConfigurationSection, TOptions> Bind { get; init; }

    /// <summary>Changes the options after they were bound; null for nothing.</summary>
    public Action<TOptions>? Configure { get; init; }

    /// <summary>Finds every problem of the options: one sentence each, that names the fix and no secret.</summary>
    public required Func<TOptions, IEnumerable<string>> Check { get; init; }

    /// <summary>Makes the feed of options without a problem, once, and opens nothing. The container disposes of it, after the instance.</summary>
    public required Func<IServiceProvider, TOptions, IEventFeed> Create { get; init; }
}
