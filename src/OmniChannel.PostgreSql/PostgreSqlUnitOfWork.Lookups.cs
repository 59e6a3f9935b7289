using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>Its look-up names.</content>
internal sealed partial class PostgreSqlUnitOfWork
{
    public ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoreLimits.Lookup(kind, key);
        Open(cancellationToken);
        return _names.TryFind(kind, key, out var fetched)
            ? new(fetched?.ExpiresAt <= now ? null : fetched)
            : _tables.Lookups.FindAsync(_session, _tenant, kind, key, now, cancellationToken);
    }

    public async ValueTask<LookupRow> AddLookupAsync(LookupRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = await WrittenAsync(StoreLimits.Lookup(row).Partition, cancellationToken).ConfigureAwait(false);
        var isMissing = _names.IsMissing(row.Kind, row.Key);
        _names.Wrote(row.Kind, row.Key);
        if (isMissing)
        {
            _tables.Lookups.Add(_session, partition, row);
        }

        while (!isMissing && !await _tables.Lookups.TryAddAsync(_session, partition, row, now, cancellationToken).ConfigureAwait(false))
        {
            // One stood; unless it has gone meanwhile, it is the answer.
            if (await _tables.Lookups.FindAsync(_session, _tenant, row.Kind, row.Key, now, cancellationToken).ConfigureAwait(false) is { } standing)
            {
                return standing;
            }
        }

        return row with { Body = row.Body.ToArray(), ExpiresAt = row.ExpiresAt?.ToUniversalTime() };
    }

    public async ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken)
    {
        StoreLimits.Lookup(kind, key);
        Open(cancellationToken);
        _names.Wrote(kind, key);
        if (await _tables.Lookups.FindAsync(_session, _tenant, kind, key, DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false) is not { } standing)
        {
            return false;
        }

        _tables.Lookups.Remove(_session, Named(standing.Partition, cancellationToken), kind, key);
        return true;
    }
}
