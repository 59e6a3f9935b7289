using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Channels that are the host's own pages.</summary>
public static class PageChannels
{
    /// <summary>The account of a channel whose messages a page of the host's reads by <see cref="Pages"/>: the website's slots and pop-ups, the chat window, an app. Belongs to one instance.</summary>
    /// <param name="channel">The channel: <see cref="Channel.Website"/>, <see cref="Channel.LiveChat"/>, or one of the host's own that asks for presence.</param>
    public static IChannelAdapter For(Channel channel) =>
        channel == default ? throw new ArgumentException("default(Channel) names nothing; use Channel.Website or new Channel(\"in-app\").", nameof(channel)) : new PageChannelAdapter(channel);
}
