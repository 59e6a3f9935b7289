using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Puts together what the next responder sees.</summary>
internal sealed class ConversationBriefing(Instance instance, CampaignCatalog campaigns)
{
    private const int MaxOffers = 10;

    public async ValueTask<ConversationBrief> OfAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadAsync(instance, conversation.Customer, cancellationToken).ConfigureAwait(false);
        var offers = new List<OfferMade>();
        foreach (var contact in state.Contacts.OrderByDescending(contact => contact.At).Take(MaxOffers))
        {
            if (await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(conversation.Customer), contact.Delivery, cancellationToken).ConfigureAwait(false) is { Content: var content })
            {
                var campaign = await campaigns.FindAsync(content.Message.Campaign, cancellationToken).ConfigureAwait(false);
                offers.Add(new OfferMade { Campaign = content.Message.Campaign, Name = campaign?.Name ?? content.Message.Campaign.Value, Channel = content.Channel, At = contact.At, Words = content.Frozen?.Content.Text });
            }
        }

        return new ConversationBrief { Conversation = conversation, Customer = state.IsKnown ? state.Profile : null, Offers = offers };
    }
}
