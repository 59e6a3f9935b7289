using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>Its rows of the schedule.</content>
internal sealed partial class SqliteUnitOfWork
{
    public ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken)
    {
        StoreLimits.Key(kind);
        StoreLimits.Key(key);
        ScheduleTable.Write(_session, Written(partition, cancellationToken), kind, key, due, StoreLimits.Turn(turn));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        StoreLimits.Key(claim.Kind);
        StoreLimits.Key(claim.Key);
        return ValueTask.FromResult(ScheduleTable.TryComplete(_session, Named(claim.Partition, cancellationToken), claim));
    }

    public ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        StoreLimits.Key(claim.Kind);
        StoreLimits.Key(claim.Key);
        return ValueTask.FromResult(ScheduleTable.TryRenew(_session, Named(claim.Partition, cancellationToken), claim, now ?? _log.Now, lease));
    }

    public ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return ValueTask.FromResult(_log.Now);
    }

    public ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken)
    {
        StoreLimits.Key(kind);
        StoreLimits.Key(key);
        ScheduleTable.Remove(_session, Named(partition, cancellationToken), kind, key);
        return ValueTask.CompletedTask;
    }
}
