using Microsoft.Extensions.Configuration;
using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>A named account at a provider, whose options are bound from the configuration and checked at start. For packages of adapters.</summary>
/// <typeparam name="TOptions">The account's options, with a public constructor without parameters.</typeparam>
public sealed class ChannelAccount<TOptions>
    where TOptions : class
{
    /// <summary>The channel it sends on; null where its options say that.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The provider, as the configuration names it: "Smtp".</summary>
    public required string Provider { get; init; }

    /// <summary>The account's name, unique at its provider and on its channel.</summary>
    /// <value>"default".</value>
    public string Account { get; init; } = "default";

    /// <summary>Binds the options from their section. A delegate, because binding is generated where the type is known: <c>(section, options) => section.Bind(options)</c>. A value that cannot be bound becomes a problem reported at start.</summary>
    public required Action<IConfigurationSection, TOptions> Bind { get; init; }

    /// <summary>Changes the options after they were bound; null for nothing.</summary>
    public Action<TOptions>? Configure { get; init; }

    /// <summary>Finds every problem of the options: one sentence each, that names the fix and no secret.</summary>
    public required Func<TOptions, IEnumerable<string>> Check { get; init; }

    /// <summary>Makes the account's adapters, one unless it sends on several channels, of options without a problem. Called once; the setup holds what was put into place before. The container disposes of them, after the instance.</summary>
    public required Func<IServiceProvider, TOptions, OmniChannelSetup, IEnumerable<IChannelAdapter>> Create { get; init; }

    /// <summary>Whether it is made after all accounts that are not, so as to stand in for what they leave out.</summary>
    /// <value>False.</value>
    public bool IsStandIn { get; init; }
}
