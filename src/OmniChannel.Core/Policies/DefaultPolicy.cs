namespace OmniChannel;

/// <summary>The policy that holds when a host states none: useful as it stands, and the beginning of most others. Its points stand in docs/policies.md, in one table.</summary>
public static class DefaultPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Instance { get; } = Policy.Named("default")
        .FirstOf(
            [Channel.Email],
            when: Facts.Purpose == Purpose.Transactional & Facts.Customer.HoursSincePurchase < 24,
            because: "after a purchase the receipt is looked for in the mailbox")
        .FirstOf(
            [Channel.LiveChat],
            when: Facts.Purpose != Purpose.Transactional & Facts.OnSite & Facts.AgentsFree >= 1,
            because: "the customer is on the site, and an agent is free")
        .FirstOf(
            [Channel.Push],
            when: Facts.Purpose != Purpose.Transactional & Facts.InStore,
            because: "in the store the phone is at hand")
        .OtherwiseBest();
}
