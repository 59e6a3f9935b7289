using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Puts what was decided into the outbox, within an open unit: the reservation, the spending, the row, its place in the schedule, the timeline's entry.</summary>
internal static class Queueing
{
    /// <returns>False when this node's block of the budget is too small: then the unit is not to be committed.</returns>
    public static async ValueTask<bool> TryAddAsync(Instance instance, CustomerUnit unit, DeliveryId delivery, OutboxContent content, IReadOnlyList<CountedAddress> counted, ChannelChoice choice, Decision decision, CancellationToken cancellationToken)
    {
        var now = decision.DecidedAt;
        var reservation = Reservation.Of(delivery, content, decision.AddressOn(choice.Channel), choice.At);
        unit.State = CustomerFold.Reserve(unit.State, reservation, now);
        content = await AddressCaps.CountAsync(unit.Work, content, reservation, counted, now, cancellationToken).ConfigureAwait(false);
        if (content.Spend is { } spend && !await BudgetBook.TryChargeAsync(unit.Work, instance, content.Message.Campaign, spend, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await QueuedDelivery.InsertAsync(unit, delivery, content, now, cancellationToken).ConfigureAwait(false);
        await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, delivery, content.Message, choice.At, cancellationToken).ConfigureAwait(false);
        await DeliveryPlace.AddAsync(unit, delivery, now, cancellationToken).ConfigureAwait(false);
        await Journal.QueuedAsync(unit, delivery, content, choice, decision, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
