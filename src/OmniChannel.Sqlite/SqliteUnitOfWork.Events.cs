using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>Its timelines.</content>
internal sealed partial class SqliteUnitOfWork
{
    public ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        StoreLimits.Event(entry);
        return ValueTask.FromResult(EventTable.Append(_session, Written(partition, cancellationToken), entry));
    }

    public ValueTask AppendNewAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        StoreLimits.Event(entry);
        if (!EventTable.TryAppendNew(_session, Written(partition, cancellationToken), entry))
        {
            _state = UnitState.Spoiled;
            throw new StoreConflictException($"The event '{entry.Id}' of '{entry.Source}' is there already.");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(EventTable.Find(_session, Named(partition, cancellationToken), StoreLimits.Name(source), StoreLimits.Name(id)));

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(EventTable.Read(_session, Named(partition, cancellationToken), StoreLimits.Source(source), after, StoreLimits.Limit(limit, StoreLimits.MaxEvents)));

    public ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        EventTable.Remove(_session, Named(partition, cancellationToken), StoreLimits.Sequences(sequences));
        return ValueTask.CompletedTask;
    }
}
