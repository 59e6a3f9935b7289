namespace OmniChannel;

/// <summary>The address did not bounce, complain or say STOP.</summary>
internal static class SuppressionGate
{
    public static GateAnswer Judge(ChannelSnapshot channel) => channel.Suppression is { } suppression
        ? GateAnswer.Never(Reason.Of(
            "suppression.address",
            new ReasonArgument("channel", channel.Channel),
            new ReasonArgument("cause", suppression.Cause),
            new ReasonArgument("at", suppression.At)))
        : GateAnswer.Always;
}
