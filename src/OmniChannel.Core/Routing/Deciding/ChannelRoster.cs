namespace OmniChannel;

/// <summary>The channels of a decision in the order of their names, the personas, and what is the same of them for every customer: a bit for each channel, so that a gate is one word. Immutable.</summary>
internal sealed class ChannelRoster
{
    /// <summary>More channels than this are left to the walker.</summary>
    public const int Most = 64;

    private readonly string[] _names;

    public ChannelRoster(IEnumerable<ChannelDefinition> channels, IReadOnlyList<Persona> personas, StageRoles? roles = null)
    {
        Roles = roles ?? StageRoles.Standard;
        Channels = [.. channels.OrderBy(definition => definition.Channel.Name, StringComparer.Ordinal)];
        _names = Array.ConvertAll(Channels, definition => definition.Channel.Name);
        Personas = new RosterPersonas(PersonaBook.Of(personas), Channels);
        Prior = Array.ConvertAll(Channels, SnapshotBuilder.PriorOf);
        ReplyWindow = Array.ConvertAll(Channels, definition => definition.Capabilities.ReplyWindow?.Ticks ?? 0);
        (Email, LiveChat, Push, Website) = (Of(Channel.Email), Of(Channel.LiveChat), Of(Channel.Push), Of(Channel.Website));
        Personal = Those(can => can.Direction.HasFlag(ChannelDirection.Outbound) && can.Reach == ChannelReach.Person);
        NeedsAgent = Those(can => can.RequiresAgent);
        NeedsAddress = Those(can => can.Address != AddressKind.None);
        NeedsPlace = Those(can => can.RequiresPresence != CustomerPlace.Anywhere);
        OnSite = Those(can => can.RequiresPresence.HasFlag(CustomerPlace.OnSite));
        InApp = Those(can => can.RequiresPresence.HasFlag(CustomerPlace.InApp));
        InStore = Those(can => can.RequiresPresence.HasFlag(CustomerPlace.InStore));
        NeedsReply = Those(can => can.ReplyWindow is not null);
        Instant = Those(can => can.IsInstant);
    }

    public ChannelDefinition[] Channels { get; }

    public RosterPersonas Personas { get; }

    /// <summary>What channels are for in the stages of the default funnel.</summary>
    public StageRoles Roles { get; }

    public int Count => Channels.Length;

    /// <summary>Those by which the brand can speak to one person.</summary>
    public ulong Personal { get; }

    public ulong NeedsAgent { get; }

    public ulong NeedsAddress { get; }

    /// <summary>Those on which the customer has to be somewhere: <see cref="OnSite"/>, <see cref="InApp"/> or <see cref="InStore"/>.</summary>
    public ulong NeedsPlace { get; }

    public ulong OnSite { get; }

    public ulong InApp { get; }

    public ulong InStore { get; }

    /// <summary>Those with a <see cref="ReplyWindow"/>.</summary>
    public ulong NeedsReply { get; }

    public ulong Instant { get; }

    public ulong Email { get; }

    public ulong LiveChat { get; }

    public ulong Push { get; }

    public ulong Website { get; }

    /// <summary>In ticks; 0 for none.</summary>
    public long[] ReplyWindow { get; }

    /// <summary>In thousandths.</summary>
    public int[] Prior { get; }

    /// <summary>Whether these are its channels, in its order.</summary>
    public bool IsOf(IReadOnlyList<ChannelDefinition> channels)
    {
        if (channels.Count != Channels.Length)
        {
            return false;
        }

        for (var c = 0; c < Channels.Length; c++)
        {
            if (!ReferenceEquals(channels[c], Channels[c]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place of a channel; negative when it is not considered.</summary>
    public int IndexOf(Channel channel) => Array.BinarySearch(_names, channel.Name, StringComparer.Ordinal);

    public ulong Of(Channel channel) => IndexOf(channel) is var index and >= 0 ? 1UL << index : 0;

    public ulong Of(IReadOnlyList<Channel> channels) => channels.Aggregate(0UL, (mask, channel) => mask | Of(channel));

    private ulong Those(Func<ChannelCapabilities, bool> belongs)
    {
        var mask = 0UL;
        for (var c = 0; c < Channels.Length; c++)
        {
            mask |= belongs(Channels[c].Capabilities) ? 1UL << c : 0;
        }

        return mask;
    }
}
