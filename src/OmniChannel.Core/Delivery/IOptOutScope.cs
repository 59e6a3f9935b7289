namespace OmniChannel.Delivery;

/// <summary>Implemented beside <see cref="IChannelAdapter"/> by an account to which people opt out apart from the others. An opt-out to one that does not implement it shuts the address for the whole channel.</summary>
public interface IOptOutScope
{
    /// <summary>The sender that opt-outs are made to: accounts with the same scope share them, over every channel with the same kind of address, such as text messages and RCS of one messaging service. Null for the whole channel.</summary>
    string? OptOutScope { get; }
}
