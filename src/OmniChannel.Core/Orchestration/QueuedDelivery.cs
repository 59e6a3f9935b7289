using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The outbox row of a delivery, read and written with its content.</summary>
internal sealed record QueuedDelivery
{
    public required OutboxRow Row { get; init; }

    public required OutboxContent Content { get; init; }

    /// <summary>What the row's bytes say, where that is known: what is the same is not written out again.</summary>
    private OutboxContent? Stored { get; init; }

    public DeliveryId Delivery => Row.Delivery;

    /// <summary>Whether nothing is to be done for it any more.</summary>
    public bool IsSettled => Row.State is not (OutboxState.Queued or OutboxState.Calling or OutboxState.Retrying);

    public static ValueTask InsertAsync(CustomerUnit unit, DeliveryId delivery, OutboxContent content, DateTimeOffset now, CancellationToken cancellationToken) => unit.Work.InsertOutboxAsync(
        new OutboxRow
        {
            Delivery = delivery,
            Partition = unit.Partition,
            State = OutboxState.Queued,
            Fence = 0,
            Attempts = 0,
            CreatedAt = now,
            Body = Bytes(content),
        },
        cancellationToken);

    /// <summary>Null when there is no such row.</summary>
    public static ValueTask<QueuedDelivery?> FindAsync(IUnitOfWork work, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => FindAsync(work, partition, delivery, null, cancellationToken);

    /// <summary>Null when there is no such row. What is as it was seen a moment ago need not be read from its JSON again.</summary>
    public static async ValueTask<QueuedDelivery?> FindAsync(IUnitOfWork work, PartitionKey partition, DeliveryId delivery, QueuedDelivery? seen, CancellationToken cancellationToken) =>
        await work.GetOutboxAsync(partition, delivery, cancellationToken).ConfigureAwait(false) is not { } row ? null
            : row.Version == seen?.Row.Version ? new QueuedDelivery { Row = row, Content = seen.Content, Stored = seen.Stored }
            : Of(row);

    /// <summary>The row as it is committed, read without changing anything; null when there is no such row.</summary>
    public static async ValueTask<QueuedDelivery?> ReadAsync(Instance instance, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) =>
        await instance.Store.ReadOutboxAsync(instance.Tenant, partition, delivery, cancellationToken).ConfigureAwait(false) is { } row ? Of(row) : null;

    /// <summary>Writes a new state and content. Whoever still calls a provider for an attempt that this one ends, comes late.</summary>
    /// <exception cref="StoreConflictException">Somebody else has begun an attempt since the row was read.</exception>
    public async ValueTask UpdateAsync(IUnitOfWork work, OutboxState state, OutboxContent content, CancellationToken cancellationToken)
    {
        var fence = Row.State == OutboxState.Calling && state != OutboxState.Calling ? Row.Fence + 1 : Row.Fence;
        if (!await work.TryUpdateOutboxAsync(Row with { State = state, Fence = fence, Body = content == Stored ? Row.Body : Bytes(content) }, Row.Fence, cancellationToken).ConfigureAwait(false))
        {
            throw new StoreConflictException("Another worker has begun an attempt with this delivery.");
        }
    }

    /// <summary>Marks that an attempt begins: whoever holds a lower number has lost the row.</summary>
    public async ValueTask<QueuedDelivery> BeginAttemptAsync(IUnitOfWork work, OutboxContent content, CancellationToken cancellationToken)
    {
        var begun = Row with { State = OutboxState.Calling, Fence = Row.Fence + 1, Attempts = Row.Attempts + 1, Version = Row.Version + 1, Body = Bytes(content) };
        return await work.TryUpdateOutboxAsync(begun, Row.Fence, cancellationToken).ConfigureAwait(false)
            ? new QueuedDelivery { Row = begun, Content = content, Stored = content }
            : throw new StoreConflictException("Another worker has begun an attempt with this delivery.");
    }

    public static QueuedDelivery Of(OutboxRow row)
    {
        var content = StoredJson.ReadOutbox(row.Body);
        return new QueuedDelivery { Row = row, Content = content, Stored = content };
    }

    /// <summary>Null when what is stored cannot be read.</summary>
    public static QueuedDelivery? ReadableOf(OutboxRow row)
    {
        try
        {
            return Of(row);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Bytes(OutboxContent content) => StoredJson.Write(content, StoredJson.Default.OutboxContent);
}
