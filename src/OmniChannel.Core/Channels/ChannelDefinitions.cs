using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>
/// The channels that ship, as data: what each can do, how it is measured, who is there. A host changes one by <c>with</c> and registers the result in
/// its place. Limits are those the providers publish; costs, audiences and <see cref="ChannelAudience.PriorConversion"/> are starting points to be
/// replaced by the host's own figures, and what is learned outweighs them. Immutable and safe for many threads.
/// </summary>
public static partial class ChannelDefinitions
{
    /// <summary>All of them, one for each channel that <see cref="Channel"/> names, in the order in which it names them.</summary>
    public static IReadOnlyList<ChannelDefinition> All => Index.All;

    /// <summary>The definition of a channel; null for one that does not ship.</summary>
    public static ChannelDefinition? Find(Channel channel) => Index.ByChannel.GetValueOrDefault(channel);

    private static TextLimit Utf16(int max) => new() { Max = max, Unit = TextUnit.Utf16 };

    private static TextLimit Utf8(int max) => new() { Max = max, Unit = TextUnit.Utf8Bytes };

    /// <summary>Apart, so that it is built after every definition, in whichever file that stands.</summary>
    private static class Index
    {
        internal static readonly IReadOnlyList<ChannelDefinition> All = Array.AsReadOnly(
        [
            Email, Sms, Push, WebPush, WhatsApp, Messenger, Telegram, LiveChat, Website,
            FacebookPage, Instagram, TikTok, YouTube, Snapchat, LinkedIn, X,
            Store, CallCentre, Event, Tv, Print, Referral, SearchAds, DisplayAds,
        ]);

        internal static readonly FrozenDictionary<Channel, ChannelDefinition> ByChannel = All.ToFrozenDictionary(definition => definition.Channel);
    }
}
