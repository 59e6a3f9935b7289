namespace OmniChannel;

/// <summary>
/// A customer in memory, with what else decisions on the messages of one campaign rest on: the accounts that work, free agents, what is left of the budget. Decides within microseconds, as often as one likes, without
/// asking a store or a provider. Immutable, and safe for many threads.
/// </summary>
/// <remarks>It knows what was known when it was loaded: keep it for a page view or a session. The clock and the policy are those of the moment of each decision. <c>SendAsync</c> decides anew, in its transaction.</remarks>
/// <example><c>var anna = await omni.LoadAsync(summer, new CustomerId("anna")); … anna.Decide(new Message { Campaign = summer, Purpose = Purpose.Marketing }) …</c></example>
public sealed class LoadedCustomer
{
    private readonly Func<Message, string?, Decision> _decide;

    internal LoadedCustomer(CustomerId customer, CampaignId campaign, DateTimeOffset at, Func<Message, string?, Decision> decide) =>
        (Customer, Campaign, LoadedAt, _decide) = (customer, campaign, at, decide);

    /// <summary>Who.</summary>
    public CustomerId Customer { get; }

    /// <summary>The campaign on whose messages it decides.</summary>
    public CampaignId Campaign { get; }

    /// <summary>As of when, in UTC.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>A customer who was made up, for the tests of a host that fakes its orchestrator. Every decision is made at the moment of the situation.</summary>
    /// <param name="situation">The customer; what is asked takes the place of its message.</param>
    /// <param name="policy">The policy.</param>
    public static LoadedCustomer Of(Situation situation, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(policy);
        return new(situation.Customer.Id, situation.Campaign.Id, situation.Now.ToUniversalTime(), (message, irrelevant) => (situation with { Message = message, Irrelevant = irrelevant }).Decide(policy));
    }

    /// <summary>Decides which channel, when and by which account a message would take: what <c>DecideAsync</c> answers, of the customer as loaded.</summary>
    /// <param name="message">What is to be said, of this campaign.</param>
    /// <param name="irrelevant">Why it makes no sense to this customer; null when it does. The host's <see cref="IMessageRelevance"/> is not asked: only <c>DecideAsync</c> can wait for it.</param>
    /// <exception cref="ArgumentException">The message is of another campaign, or names nothing.</exception>
    public Decision Decide(Message message, string? irrelevant = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Campaign == Campaign
            ? _decide(message, irrelevant)
            : throw new ArgumentException($"The customer was loaded for the campaign {Campaign}, found a message of {message.Campaign}; call LoadAsync for that one.", nameof(message));
    }
}
