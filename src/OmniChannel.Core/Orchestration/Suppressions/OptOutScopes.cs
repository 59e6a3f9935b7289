using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>To whom people opt out: to the whole channel, or to the sender of an account, wherever else it sends.</summary>
internal static class OptOutScopes
{
    /// <summary>The sender of an account; null when opt-outs to it hold for the whole channel.</summary>
    public static string? Of(IChannelAdapter? account) => account is IOptOutScope { OptOutScope: { Length: > 0 } scope } ? scope : null;

    /// <summary>The channels that an opt-out to an account concerns: its own, and those over which its sender writes to the same kind of address.</summary>
    public static IReadOnlyList<Channel> ChannelsOf(Instance instance, Channel channel, IChannelAdapter? account)
    {
        var kind = instance.Channels.Find(channel)?.Capabilities.Address;
        return Of(account) is not { } scope
            ? [channel]
            : [.. instance.Accounts.All.Where(other => Of(other) == scope && instance.Channels.Find(other.Channel)?.Capabilities.Address == kind).Select(other => other.Channel).Append(channel).Distinct()];
    }
}
