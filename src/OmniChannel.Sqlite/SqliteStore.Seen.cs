using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>What is seen first, and then taken for granted by the unit that writes it anew.</content>
internal sealed partial class SqliteStore
{
    public async ValueTask<SeenRows> LookAsync(TenantId tenant, IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states, CancellationToken cancellationToken)
    {
        if (!SeenPair.ArePairs(outbox, states))
        {
            return new SeenRows
            {
                Outbox = await ReadOutboxAsync(tenant, outbox, cancellationToken).ConfigureAwait(false),
                States = await ReadStatesAsync(tenant, states, cancellationToken).ConfigureAwait(false),
            };
        }

        var none = new SeenRows { Outbox = new OutboxRow?[outbox.Count], States = new StateRow?[states.Count] };
        return await LookAsync(tenant, (outbox, states, _numbers), 2 * outbox.Count, none, static (session, id, pairs) => SeenPair.Read(session, id, pairs.outbox, pairs.states, pairs._numbers), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IUnitOfWork?> BeginSeenAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitSeen seen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var writer = Writer(cancellationToken);
        if (_tenants.Known(StoreLimits.Tenant(tenant)) is not { } id || PartitionTable.Seen(_numbers, id, StoreLimits.InLockOrder(partitions), seen) is not { } rows)
        {
            return null;
        }

        foreach (var ((partition, key), _) in seen.Beside)
        {
            StoreLimits.Partition(partition, nameof(seen));
            StoreLimits.Key(key, nameof(seen));
        }

        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        return SqliteUnitOfWork.Seen(writer, tenant, id, rows, seen.Beside);
    }
}
