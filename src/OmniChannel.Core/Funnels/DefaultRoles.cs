using static OmniChannel.ChannelRole;

namespace OmniChannel;

/// <summary>What each channel that ships is for in each stage of the default funnel, and the points of that. Points stand only where a decision can be moved by them: on channels that speak to one person.</summary>
internal static class DefaultRoles
{
    /// <summary>A row for each channel; in it a place for each stage, in their order.</summary>
    private static readonly (Channel Channel, (ChannelRole Role, int Points)[] Stages)[] Table =
    [
        (Channel.Email, [(Rest, 0), (Inform, 20), (Remind, 30), (Serve, 40), (Amplify, 30)]),
        (Channel.Sms, [(Rest, -40), (Rest, -20), (Remind, 20), (Serve, 0), (Rest, 0)]),
        (Channel.Push, [(Rest, -20), (Inform, 10), (Remind, 40), (Serve, 20), (Amplify, 10)]),
        (Channel.WebPush, [(Rest, 0), (Inform, 0), (Remind, 20), (Serve, 0), (Rest, 0)]),
        (Channel.WhatsApp, [(Rest, -20), (Inform, 20), (Remind, 30), (Serve, 20), (Amplify, 40)]),
        (Channel.Messenger, [(Rest, 0), (Inform, 20), (Close, 0), (Serve, 0), (Amplify, 30)]),
        (Channel.Telegram, [(Rest, 0), (Inform, 0), (Remind, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.LiveChat, [(Rest, 0), (Inform, 60), (Close, 80), (Serve, 20), (Rest, 0)]),
        (Channel.Website, [(Inform, 40), (Inform, 40), (Close, 40), (Serve, 0), (Serve, 0)]),
        (Channel.FacebookPage, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.Instagram, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.TikTok, [(Attract, 0), (Rest, 0), (Rest, 0), (Rest, 0), (Amplify, 0)]),
        (Channel.YouTube, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.Snapchat, [(Attract, 0), (Rest, 0), (Rest, 0), (Rest, 0), (Amplify, 0)]),
        (Channel.LinkedIn, [(Attract, 0), (Inform, 0), (Rest, 0), (Rest, 0), (Amplify, 0)]),
        (Channel.X, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.Store, [(Attract, 0), (Inform, 0), (Close, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.CallCentre, [(Rest, 0), (Inform, 0), (Close, 0), (Serve, 0), (Rest, 0)]),
        (Channel.Event, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Amplify, 0)]),
        (Channel.Tv, [(Attract, 0), (Rest, 0), (Rest, 0), (Rest, 0), (Rest, 0)]),
        (Channel.Print, [(Attract, 0), (Inform, 0), (Rest, 0), (Serve, 0), (Rest, 0)]),
        (Channel.Referral, [(Attract, 0), (Inform, 0), (Close, 0), (Rest, 0), (Amplify, 0)]),
        (Channel.SearchAds, [(Attract, 0), (Inform, 0), (Close, 0), (Rest, 0), (Rest, 0)]),
        (Channel.DisplayAds, [(Attract, 0), (Rest, 0), (Remind, 0), (Rest, 0), (Rest, 0)]),
    ];

    public static IReadOnlyList<StageRole> InStage(int stage) =>
        [.. Table.Select(row => new StageRole { Channel = row.Channel, Role = row.Stages[stage].Role, Points = row.Stages[stage].Points })];
}
