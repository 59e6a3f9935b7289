using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Lets the customer's state know of a cart that was left, and of one that is taken up again: what policies ask as <c>cart.total</c>. Only these moments touch the state; a command on a cart in use does not.</summary>
internal static class CartFacts
{
    /// <summary>The cart was left: a touchpoint in the timeline, as if the host had recorded it.</summary>
    public static async ValueTask LeftAsync(Instance instance, IUnitOfWork work, CartView cart, DateTimeOffset leftAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var touchpoint = new Touchpoint { Source = "cart", Id = $"{cart.Cart.Number}-{cart.Version}", Type = TouchpointType.CartLeft, Customer = cart.Cart.Customer, At = leftAt, Amount = cart.Total };
        var entry = new NewEvent
        {
            Source = touchpoint.Source, Id = touchpoint.Id, Type = TimelineTypes.Of(touchpoint), At = leftAt, RecordedAt = now,
            Body = StoredJson.Write(new TimelineBody { Touchpoint = touchpoint }, StoredJson.Default.TimelineBody),
        };
        if (await work.AppendAsync(PartitionKey.Of(touchpoint.Customer), entry, cancellationToken).ConfigureAwait(false) != 0)
        {
            var (before, after) = await MoveAsync(instance, work, touchpoint.Customer, state => instance.Fold.Apply(state, touchpoint), cancellationToken).ConfigureAwait(false);
            await StageNotes.WriteAsync(instance, work, PartitionKey.Of(touchpoint.Customer), before, after, cancellationToken).ConfigureAwait(false);
            await instance.Feeds.WakeAsync(instance, work, PartitionKey.Of(touchpoint.Customer), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The cart is in use again, or was bought.</summary>
    public static async ValueTask BackAsync(Instance instance, IUnitOfWork work, CustomerId customer, CancellationToken cancellationToken) =>
        await MoveAsync(instance, work, customer, state => state.CartLeftAt is null ? state : state with { CartLeftAt = null, CartTotal = null }, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<(CustomerState Before, CustomerState After)> MoveAsync(Instance instance, IUnitOfWork work, CustomerId customer, Func<CustomerState, CustomerState> fold, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        var row = await work.GetAsync(partition, CustomerUnit.StateKey, cancellationToken).ConfigureAwait(false);
        var before = CustomerUnit.StateOf(customer, row);
        var after = fold(before);
        if (!ReferenceEquals(before, after))
        {
            await work.PutAsync(partition, CustomerUnit.StateKey, row?.Version ?? 0, StoredJson.Write(after, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
            await SegmentBook.MoveAsync(instance, work, row is null, before, after, [], cancellationToken).ConfigureAwait(false);
        }

        return (before, after);
    }
}
