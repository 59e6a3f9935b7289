using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>Its look-up names.</content>
internal sealed partial class SqliteUnitOfWork
{
    public ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoreLimits.Lookup(kind, key);
        Open(cancellationToken);
        return ValueTask.FromResult(LookupTable.Find(_session, _tenantId, kind, key, now));
    }

    public ValueTask<LookupRow> AddLookupAsync(LookupRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Nearly always the partition has a number and nobody has the name: then one statement tells both.
        var partition = Named(StoreLimits.Lookup(row).Partition, cancellationToken);
        if (partition.Id == 0 || !LookupTable.TryInsert(_session, partition, row))
        {
            if (LookupTable.Find(_session, _tenantId, row.Kind, row.Key, now) is { } standing)
            {
                return ValueTask.FromResult(standing);
            }

            LookupTable.Write(_session, Written(row.Partition, cancellationToken), row);
        }

        return ValueTask.FromResult(row with { Body = row.Body.ToArray(), ExpiresAt = row.ExpiresAt?.ToUniversalTime() });
    }

    public ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken)
    {
        StoreLimits.Lookup(kind, key);
        Open(cancellationToken);
        if (LookupTable.Find(_session, _tenantId, kind, key, DateTimeOffset.MinValue) is not { } standing)
        {
            return ValueTask.FromResult(false);
        }

        Named(standing.Partition, cancellationToken);
        LookupTable.Remove(_session, _tenantId, kind, key);
        return ValueTask.FromResult(true);
    }
}
