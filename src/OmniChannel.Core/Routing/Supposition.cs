namespace OmniChannel;

/// <summary>What if: a snapshot and a policy with something changed, to be ranked anew.</summary>
/// <param name="snapshot">What is supposed of the customer.</param>
/// <param name="policy">What is supposed of the policy.</param>
/// <param name="ranked">The channels as these two rank them; null for not known yet.</param>
/// <param name="closures">When quiet hours and caps shut, by these two; null for not known yet.</param>
internal sealed class Supposition(Snapshot snapshot, Policy policy, Candidate[]? ranked = null, Closures? closures = null)
{
    private Candidate[]? _ranked = ranked;
    private Closures? _closures = closures;

    public Candidate Best => Ranked[0];

    private Candidate[] Ranked => _ranked ??= Router.Rank(snapshot, policy);

    public bool Wins(Channel channel) => Best.At is not null && Best.Channel.Channel == channel;

    public Candidate Rank(Channel channel) => Array.Find(Ranked, candidate => candidate.Channel.Channel == channel)!;

    public Supposition Liked(Channel channel) => Change(channel, one => one with { Liking = Liking.Like });

    public Supposition On(DeviceKind device) => new(snapshot with { Device = device }, policy);

    public Supposition Unplanned() => new(snapshot, policy with { Plans = [] });

    /// <summary>Had the customer used the channel so many days ago; null when that was so, or later.</summary>
    public Supposition? Used(Channel channel, int days)
    {
        var at = snapshot.Now - TimeSpan.FromDays(days);
        return Find(channel).History.LastEngagedAt >= at ? null : Change(channel, one => one with { History = one.History with { LastEngagedAt = at } });
    }

    /// <summary>Without what a gate said; null when nothing a host or a customer does would change it.</summary>
    public Supposition? Without(Reason reason, Channel channel) => reason.Code switch
    {
        "capability.no-variant" => Change(channel, one => one with { HasVariant = true }),
        "capability.no-adapter" => Change(channel, one => one with { Accounts = [new AccountHealth { Account = one.PinnedAccount ?? "another" }] }),
        "capability.no-account" => Change(channel, one => one with { PinnedAccount = null }),
        "address.missing" or "address.malformed" => Change(channel, one => one with { Address = "", AddressProblem = null }),
        "address.no-agent" => new(snapshot with { AgentsFree = 1 }, policy),
        "address.not-on-site" => new(snapshot with { OnSiteUntil = snapshot.Now + SnapshotBuilder.OnSiteFor }, policy),
        "address.not-in-app" => new(snapshot with { InAppUntil = snapshot.Now + SnapshotBuilder.InAppFor }, policy),
        "address.not-in-store" => new(snapshot with { InStoreUntil = snapshot.Now + SnapshotBuilder.InStoreFor }, policy),
        "address.not-long-enough" => new(
            snapshot with
            {
                OnSiteUntil = snapshot.OnSiteUntil is null ? null : snapshot.ExpiresAt,
                InAppUntil = snapshot.InAppUntil is null ? null : snapshot.ExpiresAt,
                InStoreUntil = snapshot.InStoreUntil is null ? null : snapshot.ExpiresAt,
            },
            policy),
        "address.reply-window" => Change(channel, one => one with { History = one.History with { LastInboundAt = snapshot.NotBefore, LastEngagedAt = snapshot.NotBefore } }),
        "suppression.address" => Change(channel, one => one with { Suppression = null }),
        "consent.missing" or "consent.denied" or "consent.ended" or "consent.no-basis" =>
            Change(channel, one => one with { Consent = ConsentRecord.Grant(snapshot.Message.Purpose, channel, snapshot.Now, "supposed") }),
        Irrelevance.ByHost or OfferEnd.Code or "relevance.sold-out" or "relevance.cart-bought" or "relevance.cart-empty" => new(snapshot with { Irrelevant = null }, policy),
        "relevance.topic" => new(snapshot with { TopicLiking = Liking.Neutral }, policy),
        "rules.excluded" or "rules.required" or "rules.fact-missing" when RulesGate.Broken(snapshot, policy, Find(channel)) is { } broken =>
            new(snapshot, policy with { Rules = [.. policy.Rules.Where(rule => !ReferenceEquals(rule, broken.Rule))] }),
        "quiet.hours" => new(snapshot, policy with { Quiet = [.. policy.Quiet.Where(hours => !QuietHoursGate.Concerns(hours, snapshot, Find(channel)))] }),
        "cap.closed" => new(snapshot, policy with { Caps = [.. policy.Caps.Where(cap => cap.ToString() != reason["cap"])] }),
        "cap.reached" => new(snapshot, policy with { Caps = [.. policy.Caps.Where(cap => !IsFull(cap, Find(channel)))] }),
        "budget.exceeded" or "budget.currency" => new(snapshot with { BudgetLeft = null }, policy),
        "provider.paused" => Change(channel, one => one with { Accounts = [.. one.Accounts.Select(account => account with { PausedUntil = null })] }),
        _ => null,
    };

    /// <summary>With room for one more message in every cap that keeps the channel shut.</summary>
    public Supposition WithOneSlotMore(Channel channel) =>
        new(snapshot, policy with { Caps = [.. policy.Caps.Select(cap => IsFull(cap, Find(channel)) ? cap with { Max = cap.Max + 1 } : cap)] });

    private bool IsFull(FrequencyCap cap, ChannelSnapshot channel) =>
        cap.Limits(channel.Channel, snapshot.Message) && !FrequencyCapGate.Full(snapshot, cap, channel).Intersect(snapshot.Whole).IsEmpty;

    private ChannelSnapshot Find(Channel channel) => snapshot.Channels.First(one => one.Channel == channel);

    private Supposition Change(Channel channel, Func<ChannelSnapshot, ChannelSnapshot> change)
    {
        var changed = change(Find(channel));
        var supposed = snapshot with { Channels = [.. snapshot.Channels.Select(one => one.Channel == channel ? changed : one)] };
        _closures ??= new Closures(snapshot, policy);
        return new(supposed, policy, Router.Rank(supposed, policy, Ranked, changed, _closures), _closures);
    }
}
