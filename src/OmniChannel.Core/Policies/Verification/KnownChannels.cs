namespace OmniChannel;

/// <summary>The channels of the host, and which of them can carry a message to one person.</summary>
internal sealed class KnownChannels
{
    private readonly Dictionary<Channel, ChannelDefinition> definitions;

    public KnownChannels(PolicyContext context)
    {
        definitions = context.Channels.GroupBy(definition => definition.Channel).ToDictionary(same => same.Key, same => same.Last());
        Usable = [.. definitions.Values.Where(definition => Problem(definition, context) is null).Select(definition => definition.Channel).OrderBy(channel => channel.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Channel> Usable { get; }

    public ChannelDefinition? Find(Channel channel) => definitions.GetValueOrDefault(channel);

    /// <summary>Why nothing can be sent to one person on it; null when something can.</summary>
    public static string? Problem(ChannelDefinition definition, PolicyContext context) =>
        !definition.Capabilities.Direction.HasFlag(ChannelDirection.Outbound) ? "customers reach the brand on it, not the other way"
        : definition.Capabilities.Reach != ChannelReach.Person ? "it reaches no single person"
        : context.Accounts is { } accounts && !accounts.Contains(definition.Channel) ? "it has no account"
        : null;
}
