using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Gathers what a decision needs, and has the policy decide.</summary>
internal sealed class Judge(Instance instance)
{
    private readonly MessageRelevance relevance = new(instance);

    /// <summary>What is known now beside the customer, for the channels that the campaign speaks on.</summary>
    public async ValueTask<Circumstances> LookAroundAsync(Message message, Campaign campaign, CustomerId customer, CancellationToken cancellationToken)
    {
        var seen = await CustomerUnit.SeeAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var person = await CustomerUnit.ReadPersonAsync(instance, seen?.State ?? CustomerState.Unknown(customer), cancellationToken).ConfigureAwait(false);
        return await LookAroundAsync(message, campaign, person, customer, cancellationToken).ConfigureAwait(false) with { Seen = seen };
    }

    /// <summary>What is known now beside a person whose state was read.</summary>
    public async ValueTask<Circumstances> LookAroundAsync(Message message, Campaign campaign, CustomerState person, CustomerId customer, CancellationToken cancellationToken) =>
        await LookAroundAsync(campaign, message.Purpose, person, cancellationToken).ConfigureAwait(false) with { Irrelevant = await relevance.WhyNotAsync(message, customer, cancellationToken).ConfigureAwait(false) };

    /// <summary>What is known now beside a delivery, for these channels only.</summary>
    public async ValueTask<Circumstances> LookAroundAsync(OutboxContent content, IReadOnlyList<ChannelDefinition> channels, CancellationToken cancellationToken)
    {
        var person = await CustomerUnit.ReadPersonAsync(instance, content.Customer, cancellationToken).ConfigureAwait(false);
        return await AskAsync(content, await LookAroundAsync(content.Message.Purpose, channels, person, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the host has to be asked for beside what was seen of a delivery; of a digest each message is asked for.</summary>
    public async ValueTask<Circumstances> AskAsync(OutboxContent content, Circumstances around, CancellationToken cancellationToken)
    {
        around = around with { AgentsFree = await AgentsFreeAsync(around.Channels, cancellationToken).ConfigureAwait(false) };
        if (content.Items is not { } items)
        {
            return around with { Irrelevant = await relevance.WhyNotAsync(content.Message, content.Customer, cancellationToken).ConfigureAwait(false) };
        }

        var dropped = new Dictionary<string, Irrelevance>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (await relevance.WhyNotAsync(item.Message, content.Customer, cancellationToken).ConfigureAwait(false) is { } why)
            {
                dropped[item.Id] = why;
            }
        }

        return around with { Dropped = dropped };
    }

    /// <summary>Loads a customer for decisions on any message of a campaign.</summary>
    public async ValueTask<LoadedCustomer> LoadAsync(Campaign campaign, CustomerId customer, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var around = await LookAroundAsync(campaign, null, state, cancellationToken).ConfigureAwait(false);
        state = around.Of(state);
        var left = await BudgetBook.ReadLeftAsync(instance, campaign, cancellationToken).ConfigureAwait(false);
        var roster = instance.Rosters.For(instance.Policies.Current, around.Channels).Roster;
        var loaded = Load(roster, state, instance.Now);
        var moves = instance.Funnels.NextDue(state, instance.Now);
        var all = new ChannelOffers(roster, campaign, around.Accounts, around.Evidence);
        var marketing = new ChannelOffers(roster, campaign, instance.Accounts.OfThese(around.Accounts, Purpose.Marketing), around.Evidence);

        // What the policy asks of the customer is packed by the first decision: here, so that the host's first takes no longer than those after it.
        _ = Decider.Decide(Ask(new Message { Campaign = campaign.Id, Purpose = Purpose.Marketing }, null));
        return new LoadedCustomer(customer, campaign.Id, instance.Now, (message, irrelevant) => Decide(Ask(message, irrelevant)));

        DecisionBasis Ask(Message message, string? irrelevant)
        {
            SendRequest.Check(message);
            var now = instance.Now;
            return new DecisionBasis
            {
                Policy = instance.Rosters.For(instance.Policies.Current, around.Channels),
                Customer = moves <= now ? Load(roster, state, now) : loaded,
                Offers = message.Purpose == Purpose.Marketing ? marketing : all,
                Message = message,
                Now = now,
                NotBefore = now,
                ExpiresAt = OfferEnd.Bound(SendRequest.ExpiryOf(message, now), message, campaign, now),
                AgentsFree = around.AgentsFree,
                Irrelevant = OfferEnd.WhyNot(message, campaign, now) ?? Irrelevance.OfHost(irrelevant),
                BudgetLeft = left,
            };
        }
    }

    /// <summary>Decides. Pure but for what was gathered.</summary>
    public Decision Decide(Question question, CustomerState state, Circumstances around, Money? budgetLeft)
    {
        var policy = instance.Rosters.For(instance.Policies.Current, around.Channels);
        return Decide(new DecisionBasis
        {
            Policy = policy,
            Customer = Load(policy.Roster, around.Of(state), question.Now),
            Offers = new ChannelOffers(policy.Roster, question.Campaign, around.Accounts, around.Evidence),
            Message = question.Message,
            Now = question.Now,
            NotBefore = question.NotBefore is { } wished && wished > question.Now ? wished : question.Now,
            ExpiresAt = OfferEnd.Bound(question.ExpiresAt, question.Message, question.Campaign, question.Now),
            AgentsFree = around.AgentsFree,
            Irrelevant = OfferEnd.WhyNot(question.Message, question.Campaign, question.Now) ?? around.Irrelevant,
            BudgetLeft = budgetLeft,
            Excluding = question.Excluding,
        });
    }

    private static Decision Decide(DecisionBasis basis)
    {
        using var activity = Telemetry.StartDecide(basis.Message);
        var decision = Decider.Decide(basis);
        Telemetry.Decided(activity, decision);
        return decision;
    }

    /// <summary>The customer with the stages of an instant.</summary>
    private CustomerSheet Load(ChannelRoster roster, CustomerState state, DateTimeOffset now) => new(roster, instance.Funnels.At(state, now), Check, instance.Options.TimeZone, instance.Zones);

    private async ValueTask<Circumstances> LookAroundAsync(Campaign campaign, Purpose? purpose, CustomerState person, CancellationToken cancellationToken)
    {
        var channels = instance.Channels.ConsideredFor(campaign, instance.Accounts.Channels);
        var spokenOn = campaign.Variants.Select(variant => variant.Channel).ToHashSet();
        return await LookAroundAsync(purpose, channels, person, cancellationToken).ConfigureAwait(false) with
        {
            AgentsFree = await AgentsFreeAsync(channels.Where(definition => spokenOn.Contains(definition.Channel)), cancellationToken).ConfigureAwait(false),
        };
    }

    private ValueTask<Circumstances> LookAroundAsync(Purpose? purpose, IReadOnlyList<ChannelDefinition> channels, CustomerState person, CancellationToken cancellationToken) =>
        Surroundings.LookAsync(instance, purpose, channels, person, cancellationToken);

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
