namespace OmniChannel;

/// <summary>The campaign's budget covers what the channel costs.</summary>
internal static class BudgetGate
{
    public static GateAnswer Judge(Snapshot snapshot, ChannelSnapshot channel)
    {
        if (snapshot.BudgetLeft is not { } left || channel.Capabilities.CostPerMessage is not { Minor: > 0 } cost)
        {
            return GateAnswer.Always;
        }

        var named = new ReasonArgument("channel", channel.Channel);
        var costs = new ReasonArgument("cost", cost.ToString());
        return cost.Currency != left.Currency ? GateAnswer.Never(Reason.Of("budget.currency", named, costs, new ReasonArgument("currency", left.Currency.Code)))
            : cost > left ? GateAnswer.Never(Reason.Of("budget.exceeded", named, costs, new ReasonArgument("left", left.ToString())))
            : GateAnswer.Always;
    }
}
