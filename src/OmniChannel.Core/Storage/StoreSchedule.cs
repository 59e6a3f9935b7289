namespace OmniChannel.Storage;

/// <summary>The schedule, for those to whom priorities and turns do not matter.</summary>
public static class StoreSchedule
{
    /// <summary>Claims rows of any priority, urgent ones first, as <see cref="IOmniStore.ClaimDueAsync"/>.</summary>
    public static ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(this IOmniStore store, TenantId tenant, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ClaimDueAsync(tenant, null, now, lease, limit, cancellationToken);
    }

    /// <summary>Writes a row of the schedule that has the usual turn, as <see cref="IUnitOfWork.ScheduleAsync"/>.</summary>
    public static ValueTask ScheduleAsync(this IUnitOfWork unit, PartitionKey partition, string kind, string key, DateTimeOffset due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.ScheduleAsync(partition, kind, key, due, default, cancellationToken);
    }
}
