using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>The role of each channel in each stage of the default funnel, in points, none of them 0; a channel or stage that is not named counts nothing.</summary>
internal static class StageRoles
{
    private static readonly FrozenDictionary<(string Stage, string Channel), int> Points = Table(
        (FunnelStage.Awareness, [(Channel.Website, 40), (Channel.Sms, -40), (Channel.Push, -20), (Channel.WhatsApp, -20)]),
        (FunnelStage.Consideration, [(Channel.LiveChat, 60), (Channel.Website, 40), (Channel.Email, 20), (Channel.Messenger, 20), (Channel.WhatsApp, 20), (Channel.Push, 10), (Channel.Sms, -20)]),
        (FunnelStage.Conversion, [(Channel.LiveChat, 80), (Channel.Push, 40), (Channel.Website, 40), (Channel.Email, 30), (Channel.WhatsApp, 30), (Channel.WebPush, 20), (Channel.Sms, 20)]),
        (FunnelStage.Loyalty, [(Channel.Email, 40), (Channel.Push, 20), (Channel.WhatsApp, 20), (Channel.LiveChat, 20)]),
        (FunnelStage.Advocacy, [(Channel.WhatsApp, 40), (Channel.Email, 30), (Channel.Messenger, 30), (Channel.Push, 10)]));

    public static (int Points, Reason? Reason) Of(FunnelStage stage, Channel channel) =>
        Points.TryGetValue((stage.Name, channel.Name), out var points) ? (points, Reason.Of(points > 0 ? "score.stage" : "score.stage.against", new ReasonArgument("stage", stage.Name))) : (0, null);

    public static int PointsOf(FunnelStage stage, Channel channel) => Points.GetValueOrDefault((stage.Name, channel.Name));

    private static FrozenDictionary<(string, string), int> Table(params (FunnelStage Stage, (Channel Channel, int Points)[] Roles)[] stages) =>
        stages.SelectMany(s => s.Roles.Select(r => ((s.Stage.Name, r.Channel.Name), r.Points))).ToFrozenDictionary(r => r.Item1, r => r.Points);
}
