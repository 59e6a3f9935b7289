using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What waits for customers on the host's pages. Safe for many threads.</summary>
public sealed class Pages
{
    private readonly Instance instance;
    private readonly ReceiptRecorder receipts;
    private readonly Action requireStarted;

    internal Pages(Instance instance, ReceiptRecorder receipts, Action requireStarted)
    {
        this.instance = instance;
        this.receipts = receipts;
        this.requireStarted = requireStarted;
    }

    /// <summary>The messages for a customer who is there now, the oldest first; those that have expired are not among them.</summary>
    /// <param name="customer">Who is there.</param>
    /// <param name="channel">Which page asks.</param>
    /// <param name="seenToo">Whether those that were seen are wanted too: a chat window shows its history again, a pop-up does not.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<PageMessage>> ReadAsync(CustomerId customer, Channel channel, bool seenToo = false, CancellationToken cancellationToken = default)
    {
        requireStarted();
        RequireCustomer(customer);
        var now = instance.Now;
        var rows = await PageRows.ListAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => PageRows.Read(row.Row.Body))
                .Where(message => message.Channel == channel && message.ExpiresAt > now && (seenToo || message.SeenAt is null))
                .OrderBy(message => message.At).ThenBy(message => message.Delivery.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The page tells what the customer did with a message: opened (it was shown), clicked, replied, converted. Told twice it counts once; whatever it was, the message was seen.</summary>
    /// <param name="customer">Who is there; a delivery of somebody else's is not known.</param>
    /// <param name="delivery">Which message.</param>
    /// <param name="kind">What the customer did.</param>
    /// <param name="cancellationToken">Cancels before a commit.</param>
    /// <returns><see cref="RecordResult.UnknownDelivery"/> when no message of that delivery waits for this customer.</returns>
    public async ValueTask<RecordResult> TellAsync(CustomerId customer, DeliveryId delivery, ReceiptKind kind, CancellationToken cancellationToken = default)
    {
        requireStarted();
        RequireCustomer(customer);
        if (kind is not (ReceiptKind.Opened or ReceiptKind.Clicked or ReceiptKind.Replied or ReceiptKind.Converted))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "A page tells Opened, Clicked, Replied or Converted.");
        }

        if (!await StoreConflicts.RetryAsync(null, () => SeeAsync(customer, delivery, cancellationToken)).ConfigureAwait(false))
        {
            return RecordResult.UnknownDelivery;
        }

        var receipt = new Receipt { Source = "/page", Id = FormattableString.Invariant($"{delivery}/{kind}"), Delivery = delivery, Kind = kind, At = instance.Now };
        return await receipts.RecordAsync(receipt, null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> SeeAsync(CustomerId customer, DeliveryId delivery, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        await using var unit = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
        if (await unit.GetAsync(partition, PageRows.KeyOf(delivery), cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return false;
        }

        var message = PageRows.Read(row.Body);
        if (message.SeenAt is null)
        {
            await unit.PutAsync(partition, PageRows.KeyOf(delivery), row.Version, PageRows.Write(message with { SeenAt = instance.Now }), cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static void RequireCustomer(CustomerId customer)
    {
        if (customer == default)
        {
            throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer));
        }
    }
}
