using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>Its rows of the schedule.</content>
internal sealed partial class PostgreSqlUnitOfWork
{
    public async ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken)
    {
        StoreLimits.Key(kind);
        StoreLimits.Key(key);
        _schedules = true;
        _tables.Schedule.Write(_session, await WrittenAsync(partition, cancellationToken).ConfigureAwait(false), kind, key, due, StoreLimits.Turn(turn));
    }

    public ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        StoreLimits.Key(claim.Kind);
        StoreLimits.Key(claim.Key);
        return _tables.Schedule.TryCompleteAsync(_session, Named(claim.Partition, cancellationToken), claim, cancellationToken);
    }

    public ValueTask CompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        StoreLimits.Key(claim.Kind);
        StoreLimits.Key(claim.Key);
        Open(cancellationToken);

        // All that is said of the row is said by its number, key and fence: the partition needs no proof of its own.
        var row = _partitions.TryGetValue(StoreLimits.Partition(claim.Partition), out var found) ? found : throw UnitStateRules.NotNamed(claim.Partition);
        if (row.Id != 0)
        {
            _tables.Schedule.Complete(_session, row, claim);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        StoreLimits.Key(claim.Kind);
        StoreLimits.Key(claim.Key);
        return _tables.Schedule.TryRenewAsync(_session, Named(claim.Partition, cancellationToken), claim, now, lease, cancellationToken);
    }

    public ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return ScheduleTable.ReadClockAsync(_session, cancellationToken);
    }

    public ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken)
    {
        StoreLimits.Key(kind);
        StoreLimits.Key(key);
        return _tables.Schedule.RemoveAsync(_session, Named(partition, cancellationToken), kind, key, cancellationToken);
    }
}
