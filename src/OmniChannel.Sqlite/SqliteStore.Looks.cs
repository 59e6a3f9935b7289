using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>On which connection is read.</content>
internal sealed partial class SqliteStore
{
    /// <summary>So many rows are read quickly enough that whoever comes to write meanwhile can wait for it.</summary>
    private const int FewRows = 16;

    /// <summary>Looks at a few rows on the writer's connection while nobody writes, at more or otherwise on a reader's; a tenant that has written nothing gets <paramref name="nothing"/>.</summary>
    private ValueTask<TResult> LookAsync<TArgument, TResult>(TenantId tenant, TArgument argument, int rows, TResult nothing, Func<SqliteSession, long, TArgument, TResult> read, CancellationToken cancellationToken) =>
        rows <= FewRows && Writer(cancellationToken).TryRead(Known, (_tenants, tenant: StoreLimits.Tenant(tenant), argument, nothing, read), out var found)
            ? new(found!)
            : ReadAsync(tenant, argument, nothing, read, cancellationToken);

    private static TResult Known<TArgument, TResult>(SqliteSession session, (TenantTable Tenants, TenantId Tenant, TArgument Argument, TResult Nothing, Func<SqliteSession, long, TArgument, TResult> Read) call) =>
        call.Tenants.Find(session, call.Tenant, committed: true) is { } id ? call.Read(session, id, call.Argument) : call.Nothing;

    /// <summary>Reads on a reader's connection; a tenant that has written nothing gets <paramref name="nothing"/>.</summary>
    private ValueTask<TResult> ReadAsync<TArgument, TResult>(TenantId tenant, TArgument argument, TResult nothing, Func<SqliteSession, long, TArgument, TResult> read, CancellationToken cancellationToken)
    {
        Writer(cancellationToken);
        return _readers.ReadAsync(Known, (_tenants, StoreLimits.Tenant(tenant), argument, nothing, read), cancellationToken);
    }

    /// <summary>Reads of a partition that has a number; of another there is nothing to read.</summary>
    private ValueTask<TResult> ReadPartitionAsync<TArgument, TResult>(TenantId tenant, PartitionKey partition, TArgument argument, TResult nothing, Func<SqliteSession, PartitionRow, TArgument, TResult> read, CancellationToken cancellationToken) =>
        ReadAsync(
            tenant,
            (Partition: StoreLimits.Partition(partition), argument, nothing, read),
            nothing,
            static (session, id, call) => PartitionTable.Read(session, id, call.Partition) is { Id: not 0 } row ? call.read(session, row, call.argument) : call.nothing,
            cancellationToken);
}
