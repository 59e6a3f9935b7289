namespace OmniChannel;

/// <summary>What stands on each channel for one campaign at this moment: a variant, accounts that work, what all customers tell. The same for every customer. Immutable.</summary>
internal sealed class ChannelOffers
{
    public ChannelOffers(ChannelRoster roster, Campaign campaign, ILookup<Channel, AccountHealth> accounts, EvidenceState evidence)
    {
        (Roster, Campaign, Accounts, Evidence) = (roster, campaign, accounts, evidence);
        Usable = new AccountHealth[roster.Count][];
        (LeadQuality, LeadPoints) = (new int[roster.Count], new int[roster.Count]);
        for (var c = 0; c < roster.Count; c++)
        {
            var channel = roster.Channels[c].Channel;
            var variant = campaign.Variants.FirstOrDefault(one => one.Channel == channel);
            Usable[c] = variant is null ? [] : [.. accounts[channel].Where(one => variant.Account is null || one.Account == variant.Account)];
            Sendable |= Usable[c].Length > 0 ? 1UL << c : 0;
            Paused |= Usable[c] is [{ PausedUntil: not null }, ..] ? 1UL << c : 0;
            LeadQuality[c] = SnapshotBuilder.LeadQualityOf(evidence, roster.Channels[c]);
            LeadPoints[c] = Scorer.RatePoints(LeadQuality[c], roster.Prior[c]);
        }
    }

    public ChannelRoster Roster { get; }

    public Campaign Campaign { get; }

    public ILookup<Channel, AccountHealth> Accounts { get; }

    public EvidenceState Evidence { get; }

    /// <summary>The channels with a variant, and an account that it may use.</summary>
    public ulong Sendable { get; }

    /// <summary>Those whose first account is, or was, paused.</summary>
    public ulong Paused { get; }

    /// <summary>In thousandths.</summary>
    public int[] LeadQuality { get; }

    public int[] LeadPoints { get; }

    private AccountHealth[][] Usable { get; }

    /// <summary>The first instant, not before this one, at which an account works.</summary>
    public long WorksFrom(int channel, long notBefore)
    {
        var earliest = long.MaxValue;
        foreach (var account in Usable[channel])
        {
            if (account.PausedUntil is not { } until || until.UtcTicks <= notBefore)
            {
                return notBefore;
            }

            earliest = Math.Min(earliest, until.UtcTicks);
        }

        return earliest;
    }

    /// <summary>The first account that works at an instant at which one does.</summary>
    public string AccountAt(int channel, long at)
    {
        foreach (var account in Usable[channel])
        {
            if (account.PausedUntil is not { } until || until.UtcTicks <= at)
            {
                return account.Account;
            }
        }

        throw new InvalidOperationException($"No account of {Roster.Channels[channel].Channel} works at that instant, and the gate said one does.");
    }
}
