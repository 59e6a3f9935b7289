namespace OmniChannel;

/// <summary>A provider account that works, in the order of the accounts; where all are paused, the end of the first pause is an estimate.</summary>
internal static class ProviderHealthGate
{
    public static GateAnswer Judge(Snapshot snapshot, ChannelSnapshot channel)
    {
        DateTimeOffset? earliest = null;
        var paused = "";
        for (var i = 0; i < channel.Accounts.Count; i++)
        {
            var account = channel.Accounts[i];
            if (!channel.MayUse(account))
            {
                continue;
            }

            if (account.PausedUntil is not { } until || until <= snapshot.NotBefore)
            {
                return GateAnswer.Always;
            }

            if (earliest is null || until < earliest)
            {
                (earliest, paused) = (until, account.Account);
            }
        }

        return earliest is { } recovery
            ? GateAnswer.During(
                recovery < snapshot.ExpiresAt ? TimeRanges.Of(recovery, snapshot.ExpiresAt) : default,
                () => Reason.Of("provider.paused", new ReasonArgument("channel", channel.Channel), new ReasonArgument("account", paused), new ReasonArgument("until", recovery)),
                estimate: true)
            : GateAnswer.Always; // no account at all: the capability gate said so
    }

    /// <summary>The first account that works at this instant.</summary>
    public static string AccountAt(ChannelSnapshot channel, DateTimeOffset at)
    {
        foreach (var account in channel.Accounts)
        {
            if (channel.MayUse(account) && (account.PausedUntil is not { } until || until <= at))
            {
                return account.Account;
            }
        }

        throw new InvalidOperationException($"No account of {channel.Channel} works at {at:O}, and the gate said one does.");
    }
}
