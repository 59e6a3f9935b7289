using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>The points of each channel in each stage of a funnel, none of them 0; a channel or stage that is not named counts nothing. Immutable.</summary>
internal sealed class StageRoles(Funnel funnel)
{
    private readonly FrozenDictionary<(string Stage, string Channel), int> _points = funnel.Stages
        .SelectMany(stage => stage.Roles.Where(role => role.Points != 0).Select(role => (Key: (stage.Stage.Name, role.Channel.Name), role.Points)))
        .ToFrozenDictionary(one => one.Key, one => one.Points);

    /// <summary>Those of the default funnel.</summary>
    public static StageRoles Standard => FunnelBook.Standard.Roles;

    public int PointsOf(FunnelStage stage, Channel channel) => _points.GetValueOrDefault((stage.Name, channel.Name));
}
