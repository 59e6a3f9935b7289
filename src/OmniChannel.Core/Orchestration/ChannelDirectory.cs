using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>The definitions of channels: the ready ones, and the host's own in their place or beside them.</summary>
internal sealed class ChannelDirectory
{
    private readonly FrozenDictionary<Channel, ChannelDefinition> byChannel;
    private readonly ConditionalWeakTable<Campaign, IReadOnlyList<ChannelDefinition>> considered = [];

    public ChannelDirectory(IEnumerable<ChannelDefinition> own)
    {
        var all = ChannelDefinitions.All.ToDictionary(definition => definition.Channel);
        foreach (var definition in own)
        {
            all[definition.Channel] = definition;
        }

        byChannel = all.ToFrozenDictionary();
    }

    /// <summary>Every definition, by name.</summary>
    public IReadOnlyList<ChannelDefinition> All => [.. byChannel.Values.OrderBy(definition => definition.Channel.Name, StringComparer.Ordinal)];

    public ChannelDefinition? Find(Channel channel) => byChannel.GetValueOrDefault(channel);

    /// <summary>The channels that a message of this campaign is judged on, each with a variant or an account, by name: found once for each campaign, of which a directory meets the same ones again and again.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="withAccounts">The channels with an account; always the same.</param>
    public IReadOnlyList<ChannelDefinition> ConsideredFor(Campaign campaign, IReadOnlyList<Channel> withAccounts) =>
        considered.TryGetValue(campaign, out var known) ? known : considered.GetValue(campaign, _ => Consider(campaign, withAccounts));

    private ChannelDefinition[] Consider(Campaign campaign, IReadOnlyList<Channel> withAccounts) =>
    [
        .. campaign.Variants.Select(variant => variant.Channel)
            .Concat(withAccounts)
            .Distinct()
            .OrderBy(channel => channel.Name, StringComparer.Ordinal)
            .Select(Find)
            .OfType<ChannelDefinition>(),
    ];
}
