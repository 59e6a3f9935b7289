using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Finds the deliveries that a provider means who names no message, only an address and an instant.</summary>
internal static class EverythingUntil
{
    /// <summary>The account's deliveries to an address that were handed over by then, without those of which this was reported already.</summary>
    /// <remarks>Of the customer who was written to there first, among the contacts that are kept. What is not yet handed over, or is in doubt, may not be meant.</remarks>
    public static async ValueTask<IReadOnlyList<DeliveryId>> FindAsync(Instance instance, Channel channel, string account, string address, InboundReceipt fact, CancellationToken cancellationToken)
    {
        List<DeliveryId> found = [];
        if (await Correspondence.FindByAddressAsync(instance, channel, address, cancellationToken).ConfigureAwait(false) is not { } customer)
        {
            return found;
        }

        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        foreach (var contact in state.Contacts.Where(contact => contact.Channel == channel && contact.Address == address && contact.At <= fact.At))
        {
            if (await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), contact.Delivery, cancellationToken).ConfigureAwait(false) is { Row.State: OutboxState.Accepted } queued
                && queued.Content.Account == account && queued.Content.Reports?.Contains(DeliveryStanding.Of(fact.Kind)) != true)
            {
                found.Add(contact.Delivery);
            }
        }

        return found;
    }
}
