namespace OmniChannel;

/// <summary>The one door: decides, sends, records. Safe for many threads.</summary>
public interface IChannelOrchestrator
{
    /// <summary>Decides which channel, when and by which account a message would take. Reads, and changes nothing.</summary>
    /// <exception cref="ArgumentException">The message names a campaign that is not registered.</exception>
    ValueTask<Decision> DecideAsync(Message message, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Loads a customer into memory, so that many decisions on messages of one campaign take microseconds and ask nobody. Reads, and changes nothing.</summary>
    /// <param name="campaign">The campaign whose variants the messages speak in.</param>
    /// <param name="customer">Who; one that was never heard of is loaded too, and nothing may be sent to them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The campaign is not registered, or the customer names nothing.</exception>
    ValueTask<LoadedCustomer> LoadAsync(CampaignId campaign, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Decides inside a transaction, reserves what caps and budgets count, proves that the variant renders, and stores the message in the outbox.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="customer">To whom.</param>
    /// <param name="options">An idempotency key, the host's own transaction; null for neither.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind, after it changes nothing.</param>
    /// <exception cref="ArgumentException">The message names a campaign that is not registered, or breaks a limit.</exception>
    ValueTask<SendResult> SendAsync(Message message, CustomerId customer, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Records what a customer did. The next decision knows it.</summary>
    /// <returns>Whether it was new, recorded before, or is of a customer who was erased. <see cref="RecordResult.Overloaded"/>: too much was under way and it was not recorded; call again a little later.</returns>
    ValueTask<RecordResult> RecordAsync(Touchpoint touchpoint, RecordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Records what became of a delivery. The next decision knows it.</summary>
    /// <returns>Whether it was new, known before, or speaks of no delivery of ours. <see cref="RecordResult.Overloaded"/>: too much was under way and it was not recorded; call again a little later.</returns>
    ValueTask<RecordResult> RecordAsync(Receipt receipt, RecordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Records what a customer allowed or forbade. Takes effect at once, for messages already queued too.</summary>
    /// <returns>Whether it was new, recorded before, or is of a customer who was erased. <see cref="RecordResult.Overloaded"/>: too much was under way and it was not recorded; call again a little later.</returns>
    ValueTask<RecordResult> RecordAsync(CustomerId customer, ConsentRecord consent, RecordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Saves what the host knows of a customer. Replaces the earlier profile; consents add up.</summary>
    /// <exception cref="ArgumentException">A zone, country, language or contact point is not one; the message names every problem.</exception>
    /// <returns>Whether it was saved, or is of a customer who was erased. <see cref="RecordResult.Overloaded"/>: too much was under way and it was not recorded; call again a little later.</returns>
    ValueTask<RecordResult> SaveAsync(CustomerProfile profile, CancellationToken cancellationToken = default);

    /// <summary>Saves a campaign made at run time, after the same checks that a registered one passes at start, and verification of the policy in force with it: its errors refuse the campaign, its warnings are logged.</summary>
    /// <exception cref="CampaignRefusedException">A variant breaks its channel's limits or has no adapter, or the policy sends none of it; holds every problem.</exception>
    ValueTask SaveAsync(Campaign campaign, CancellationToken cancellationToken = default);

    /// <summary>The customer's profile with every consent ever recorded; null when none was saved.</summary>
    ValueTask<CustomerProfile?> FindCustomerAsync(CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>What happened between the customer and the brand, oldest first: touchpoints, decisions, attempts, receipts.</summary>
    IAsyncEnumerable<TimelineEntry> ReadTimelineAsync(CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Where a delivery stands; null when there is none of that name.</summary>
    ValueTask<DeliveryReport?> FindDeliveryAsync(DeliveryId delivery, CancellationToken cancellationToken = default);

    /// <summary>Redeems the one-click way out of a message (RFC 8058). A host maps it to <c>POST {PublicBaseUri}/{token}</c>.</summary>
    /// <param name="token">The last segment of the address.</param>
    /// <param name="form">The body of the POST, of which at most 8 KB are read; without <c>List-Unsubscribe=One-Click</c> nothing happens, since scanners follow links.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    ValueTask<UnsubscribeResult> UnsubscribeAsync(string token, Stream form, CancellationToken cancellationToken = default);
}
