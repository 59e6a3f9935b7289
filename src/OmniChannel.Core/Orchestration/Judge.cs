namespace OmniChannel;

/// <summary>Gathers what a decision needs, and has the policy decide.</summary>
internal sealed class Judge(Instance instance)
{
    /// <summary>What is known now beside the customer, for the channels that the campaign speaks on.</summary>
    public ValueTask<Circumstances> LookAroundAsync(Message message, Campaign campaign, CustomerId customer, CancellationToken cancellationToken) =>
        LookAroundAsync(
            message,
            customer,
            instance.Channels.ConsideredFor(campaign, instance.Accounts.Channels),
            [.. campaign.Variants.Select(variant => variant.Channel)],
            cancellationToken);

    /// <summary>What is known now beside the customer, for these channels only.</summary>
    public ValueTask<Circumstances> LookAroundAsync(Message message, CustomerId customer, IReadOnlyList<ChannelDefinition> channels, CancellationToken cancellationToken) =>
        LookAroundAsync(message, customer, channels, [.. channels.Select(definition => definition.Channel)], cancellationToken);

    private async ValueTask<Circumstances> LookAroundAsync(Message message, CustomerId customer, IReadOnlyList<ChannelDefinition> channels, HashSet<Channel> spokenOn, CancellationToken cancellationToken)
    {
        var accounts = channels.SelectMany(definition => instance.Accounts.For(definition.Channel, message.Purpose)).ToList();
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [EvidenceBook.Address, .. AccountPauses.AddressesOf(accounts)], cancellationToken).ConfigureAwait(false);
        return new Circumstances
        {
            Channels = channels,
            Accounts = accounts.Zip(rows.Skip(1)).ToLookup(one => one.First.Channel, one => AccountPauses.Health(one.First, one.Second)),
            Evidence = EvidenceBook.Read(rows[0]),
            AgentsFree = await AgentsFreeAsync(channels.Where(definition => spokenOn.Contains(definition.Channel)), cancellationToken).ConfigureAwait(false),
            Irrelevant = instance.Relevance is { } relevance ? await relevance.WhyNotAsync(message, customer, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    /// <summary>Decides. Pure but for what was gathered.</summary>
    public Decision Decide(Question question, CustomerState state, Circumstances around, Money? budgetLeft)
    {
        using var activity = Telemetry.StartDecide(question.Message);
        var policy = instance.Rosters.For(instance.Policies.Current, around.Channels);
        var decision = Decider.Decide(new DecisionBasis
        {
            Policy = policy,
            Customer = new CustomerSheet(policy.Roster, state, Check, instance.Options.TimeZone, instance.Zones),
            Offers = new ChannelOffers(policy.Roster, question.Campaign, around.Accounts, around.Evidence),
            Message = question.Message,
            Now = question.Now,
            NotBefore = question.NotBefore is { } wished && wished > question.Now ? wished : question.Now,
            ExpiresAt = question.ExpiresAt,
            AgentsFree = around.AgentsFree,
            Irrelevant = around.Irrelevant,
            BudgetLeft = budgetLeft,
            Excluding = question.Excluding,
        });
        Telemetry.Decided(activity, decision);
        return decision;
    }

    private (string? Normalized, string? Problem) Check(ContactPoint point)
    {
        var check = instance.Accounts.Check(point);
        return (check.Normalized, check.Problem);
    }

    /// <summary>The free agents of the first channel that needs one; a channel of that kind without an account, or that the campaign does not speak on, is not asked.</summary>
    private async ValueTask<int> AgentsFreeAsync(IEnumerable<ChannelDefinition> channels, CancellationToken cancellationToken) =>
        instance.Agents is { } agents && channels.FirstOrDefault(definition => definition.Capabilities.RequiresAgent) is { } needing
            ? await agents.FreeAgentsAsync(needing.Channel, cancellationToken).ConfigureAwait(false)
            : 0;
}
