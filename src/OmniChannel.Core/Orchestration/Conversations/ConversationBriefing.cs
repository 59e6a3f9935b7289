namespace OmniChannel;

/// <summary>Puts together what the next responder sees.</summary>
internal sealed class ConversationBriefing(Instance instance, CampaignCatalog campaigns, Carts carts, Timeline timeline)
{
    private const int MaxOffers = 10;
    private const int MaxEntries = 20;

    public async ValueTask<ConversationBrief> OfAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var person = await CustomerUnit.ReadPersonAsync(instance, conversation.Customer, cancellationToken).ConfigureAwait(false);
        var cart = await carts.CurrentAsync(conversation.Customer, cancellationToken).ConfigureAwait(false);
        return new ConversationBrief
        {
            Conversation = conversation,
            Customer = person.IsKnown ? person.Profile : null,
            Cart = await carts.ReadAsync(cart, cancellationToken).ConfigureAwait(false),
            Last = await LastAsync(person.Person?.Members ?? [conversation.Customer], cancellationToken).ConfigureAwait(false),
            Offers = await OffersAsync(person, cancellationToken).ConfigureAwait(false),
        };
    }

    public async ValueTask<IReadOnlyList<OfferMade>> OffersAsync(CustomerId customer, CancellationToken cancellationToken) =>
        await OffersAsync(await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Of campaigns that run: nobody is to promise what has ended, or was withdrawn.</summary>
    private async ValueTask<IReadOnlyList<OfferMade>> OffersAsync(CustomerState person, CancellationToken cancellationToken)
    {
        var offers = new List<OfferMade>();
        foreach (var contact in person.Contacts.OrderByDescending(contact => contact.At))
        {
            if (offers.Count == MaxOffers)
            {
                break;
            }

            if (await DeliveryPlace.FindAsync(instance, contact.Delivery, cancellationToken).ConfigureAwait(false) is { } customer
                && await QueuedDelivery.ReadAsync(instance, Storage.PartitionKey.Of(customer), contact.Delivery, cancellationToken).ConfigureAwait(false) is { Content: var content }
                && await campaigns.FindAsync(content.Message.Campaign, cancellationToken).ConfigureAwait(false) is { } campaign
                && !(OfferEnd.Of(content.Message, campaign) <= instance.Now))
            {
                offers.Add(new OfferMade { Campaign = campaign.Id, Name = campaign.Name, Channel = content.Channel, At = contact.At, Until = OfferEnd.Of(content.Message, campaign), Words = content.Frozen?.Content.Text });
            }
        }

        return offers;
    }

    private async ValueTask<IReadOnlyList<TimelineEntry>> LastAsync(IReadOnlyList<CustomerId> members, CancellationToken cancellationToken)
    {
        var last = new Queue<TimelineEntry>(MaxEntries + 1);
        await foreach (var entry in PersonTimeline.ReadAsync(timeline, members, cancellationToken).ConfigureAwait(false))
        {
            last.Enqueue(entry);
            if (last.Count > MaxEntries)
            {
                last.Dequeue();
            }
        }

        return [.. last];
    }
}
