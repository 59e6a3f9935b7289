namespace OmniChannel;

/// <summary>The gates that say yes or no, and those that end: what is left of the channels before time is searched.</summary>
internal static class ChannelGates
{
    /// <summary>The channels that no gate but rules, quiet hours and caps keeps shut now.</summary>
    public static ulong Open(DecisionBasis basis)
    {
        var (roster, customer, message) = (basis.Roster, basis.Customer, basis.Message);
        if (basis.Irrelevant is not null
            || (message.Topic is { } topic && message.Purpose != Purpose.Transactional && customer.State.Profile.Topics.GetValueOrDefault(topic) == Liking.Dislike)
            || customer.For(message.Purpose) is not { } consents)
        {
            return 0;
        }

        var open = roster.Personal & basis.Offers.Sendable & consents.Allowed & (customer.Addresses.Usable | ~roster.NeedsAddress) & ~customer.Suppressed;
        open &= basis.AgentsFree > 0 ? ulong.MaxValue : ~roster.NeedsAgent;
        return basis.BudgetLeft is { } left ? open & Affordable(roster, left) : open;
    }

    /// <summary>The stretch that presence, reply window, consent and the provider's recovery leave a channel, in ticks; empty when its end is not after its beginning.</summary>
    public static (long From, long Until) Within(DecisionBasis basis, int channel)
    {
        var (roster, customer, now) = (basis.Roster, basis.Customer, basis.Now.UtcTicks);
        var (from, until) = (basis.NotBefore.UtcTicks, basis.ExpiresAt.UtcTicks);
        var bit = 1UL << channel;
        if ((roster.NeedsPlace & bit) != 0)
        {
            var there = Math.Max(
                Math.Max((roster.OnSite & bit) != 0 ? customer.OnSite.UntilAt(now) : 0, (roster.InApp & bit) != 0 ? customer.InApp.UntilAt(now) : 0),
                (roster.InStore & bit) != 0 ? customer.InStore.UntilAt(now) : 0);
            until = Math.Min(until, there);
        }

        if ((roster.NeedsReply & bit) != 0)
        {
            until = Math.Min(until, customer.Past.WrittenAt[channel] + roster.ReplyWindow[channel]);
        }

        if (customer.For(basis.Message.Purpose) is { } consents && (consents.Ending & bit) != 0)
        {
            until = Math.Min(until, consents.UntilOn(channel));
        }

        return ((basis.Offers.Paused & bit) != 0 ? basis.Offers.WorksFrom(channel, from) : from, until);
    }

    private static ulong Affordable(ChannelRoster roster, Money left)
    {
        var mask = ulong.MaxValue;
        for (var c = 0; c < roster.Count; c++)
        {
            if (roster.Channels[c].Capabilities.CostPerMessage is { Minor: > 0 } cost && (cost.Currency != left.Currency || cost > left))
            {
                mask &= ~(1UL << c);
            }
        }

        return mask;
    }
}
