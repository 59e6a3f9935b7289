namespace OmniChannel;

/// <summary>The gates that say yes or no, and those that end: what is left of the channels before time is searched.</summary>
internal static class ChannelGates
{
    /// <summary>The channels that no gate but rules, quiet hours and caps keeps shut now.</summary>
    public static ulong Open(DecisionBasis basis) =>
        IsRelevant(basis) ? Capable(basis) & Addressed(basis) & ~basis.Customer.Suppressed & Allowed(basis) & Affordable(basis) : 0;

    public static ulong Capable(DecisionBasis basis) => basis.Roster.Personal & basis.Offers.Sendable;

    /// <summary>Those with an address, be it a suppressed one, and an agent where one is needed; presence and reply windows left aside.</summary>
    public static ulong Addressed(DecisionBasis basis) =>
        (basis.Customer.Addresses.Usable | basis.Customer.Suppressed | ~basis.Roster.NeedsAddress) & (basis.AgentsFree > 0 ? ulong.MaxValue : ~basis.Roster.NeedsAgent);

    /// <summary>Those with a consent, be it one that ended.</summary>
    public static ulong Allowed(DecisionBasis basis) => basis.Customer.For(basis.Message.Purpose)?.Allowed ?? 0;

    public static bool IsRelevant(DecisionBasis basis) => basis.Irrelevant is null
        && !(basis.Message.Topic is { } topic && basis.Message.Purpose != Purpose.Transactional && basis.Customer.State.Profile.Topics.GetValueOrDefault(topic) == Liking.Dislike);

    public static ulong Affordable(DecisionBasis basis) => basis.BudgetLeft is { } left ? Affordable(basis.Roster, left) : ulong.MaxValue;

    /// <summary>The stretch that presence, reply window, consent and the provider's recovery leave a channel, in ticks; empty when its end is not after its beginning.</summary>
    public static (long From, long Until) Within(DecisionBasis basis, int channel) =>
        (WorksFrom(basis, channel), Math.Min(AddressedUntil(basis, channel), AllowedUntil(basis, channel)));

    /// <summary>Until when presence and reply window leave a channel, no later than the message expires.</summary>
    public static long AddressedUntil(DecisionBasis basis, int channel)
    {
        var (roster, customer, now) = (basis.Roster, basis.Customer, basis.Now.UtcTicks);
        var until = basis.ExpiresAt.UtcTicks;
        var bit = 1UL << channel;
        if ((roster.NeedsPlace & bit) != 0)
        {
            var there = Math.Max(
                Math.Max((roster.OnSite & bit) != 0 ? customer.OnSite.UntilAt(now) : 0, (roster.InApp & bit) != 0 ? customer.InApp.UntilAt(now) : 0),
                (roster.InStore & bit) != 0 ? customer.InStore.UntilAt(now) : 0);
            until = Math.Min(until, there);
        }

        return (roster.NeedsReply & bit) != 0 ? Math.Min(until, customer.Past.WrittenAt[channel] + roster.ReplyWindow[channel]) : until;
    }

    /// <summary>Until when consent leaves a channel.</summary>
    public static long AllowedUntil(DecisionBasis basis, int channel) =>
        basis.Customer.For(basis.Message.Purpose) is { } consents && (consents.Ending >> channel & 1) != 0 ? consents.UntilOn(channel) : long.MaxValue;

    /// <summary>From when an account works.</summary>
    public static long WorksFrom(DecisionBasis basis, int channel) =>
        (basis.Offers.Paused >> channel & 1) != 0 ? basis.Offers.WorksFrom(channel, basis.NotBefore.UtcTicks) : basis.NotBefore.UtcTicks;

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
