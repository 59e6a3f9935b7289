namespace OmniChannel;

/// <summary>The channel can speak to one person, the campaign has a variant for it, and an account of an adapter is there.</summary>
internal static class CapabilityGate
{
    public static GateAnswer Judge(ChannelSnapshot channel)
    {
        var named = new ReasonArgument("channel", channel.Channel);
        return !channel.Capabilities.Direction.HasFlag(ChannelDirection.Outbound) ? GateAnswer.Never(Reason.Of("capability.inbound-only", named))
            : channel.Capabilities.Reach != ChannelReach.Person ? GateAnswer.Never(Reason.Of("capability.not-personal", named))
            : !channel.HasVariant ? GateAnswer.Never(Reason.Of("capability.no-variant", named))
            : channel.Accounts.Count == 0 ? GateAnswer.Never(Reason.Of("capability.no-adapter", named))
            : !channel.MayUseAnAccount ? GateAnswer.Never(Reason.Of("capability.no-account", named, new ReasonArgument("account", channel.PinnedAccount!)))
            : GateAnswer.Always;
    }
}
