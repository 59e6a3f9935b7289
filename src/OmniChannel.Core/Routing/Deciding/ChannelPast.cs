namespace OmniChannel;

/// <summary>What a customer did on each channel, and the points that do not depend on the message or the moment. Immutable.</summary>
internal sealed class ChannelPast
{
    /// <summary>Stands for never, long before any step of <see cref="UsagePoints"/>.</summary>
    public const long Never = long.MinValue;

    private static readonly ChannelHistory Nothing = new();

    public ChannelPast(ChannelRoster roster, CustomerState state, FunnelStage stage)
    {
        var count = roster.Count;
        (Histories, EngagedAt, WrittenAt) = (new ChannelHistory[count], new long[count], new long[count]);
        (ChanceToBuy, ChancePoints, IgnoredPoints, StagePoints, DevicePoints) = (new int[count], new int[count], new int[count], new int[count], new int[count]);
        for (var c = 0; c < count; c++)
        {
            var definition = roster.Channels[c];
            var history = state.Channels.GetValueOrDefault(definition.Channel, Nothing);
            Histories[c] = history;
            EngagedAt[c] = history.LastEngagedAt?.UtcTicks ?? Never;
            WrittenAt[c] = history.LastInboundAt?.UtcTicks ?? Never;
            ChanceToBuy[c] = SnapshotBuilder.ChanceToBuyOf(history, definition);
            ChancePoints[c] = Scorer.RatePoints(ChanceToBuy[c], roster.Prior[c]);
            IgnoredPoints[c] = history.LastEngagedAt is null ? UsagePoints.Ignoring(history.Deliveries) : 0;
            StagePoints[c] = roster.Roles.PointsOf(stage, definition.Channel);
            DevicePoints[c] = state.Device == DeviceKind.Unknown ? 0 : Scorer.DevicePoints(state.Device, definition.Capabilities);
        }
    }

    public ChannelHistory[] Histories { get; }

    /// <summary>When the customer last did anything on it, in ticks; <see cref="Never"/> for never.</summary>
    public long[] EngagedAt { get; }

    /// <summary>When the customer last wrote on it.</summary>
    public long[] WrittenAt { get; }

    /// <summary>In thousandths.</summary>
    public int[] ChanceToBuy { get; }

    public int[] ChancePoints { get; }

    /// <summary>For what was sent to somebody who never did anything.</summary>
    public int[] IgnoredPoints { get; }

    public int[] StagePoints { get; }

    public int[] DevicePoints { get; }

    public int UsagePointsAt(int channel, long now)
    {
        var at = EngagedAt[channel];
        return at == Never ? IgnoredPoints[channel] : UsagePoints.Since(now - at);
    }
}
