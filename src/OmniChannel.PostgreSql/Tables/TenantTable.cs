using System.Collections.Concurrent;
using Npgsql;

namespace OmniChannel.PostgreSql;

/// <summary>The numbers of tenants. They are few and never deleted, so those seen committed are remembered.</summary>
internal sealed class TenantTable(string schema)
{
    private readonly string _select = $"SELECT id FROM {schema}.omni_tenant WHERE name = $1";
    private readonly string _insert = $"INSERT INTO {schema}.omni_tenant (name) VALUES ($1) ON CONFLICT (name) DO NOTHING";
    private readonly ConcurrentDictionary<TenantId, int> _known = new();

    /// <summary>The tenant's number; null when it has written nothing yet. Outside a transaction.</summary>
    public async ValueTask<int?> FindAsync(PostgreSqlSession session, TenantId tenant, CancellationToken cancellationToken) =>
        _known.TryGetValue(tenant, out var id) ? id : await RememberAsync(session, tenant, cancellationToken).ConfigureAwait(false);

    /// <summary>The tenant's number, given and committed at once when it has none: no unit holds up another for it. Outside a transaction.</summary>
    public async ValueTask<int> GetAsync(PostgreSqlSession session, TenantId tenant, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, tenant, cancellationToken).ConfigureAwait(false) is { } id)
        {
            return id;
        }

        await session.RunAsync(new NpgsqlBatchCommand(_insert).With(tenant.Value), cancellationToken).ConfigureAwait(false);
        return (await RememberAsync(session, tenant, cancellationToken).ConfigureAwait(false))!.Value;
    }

    /// <summary>The tenant's number, given if it has none, in the host's transaction: for good only with its commit.</summary>
    public async ValueTask<int> GetJoinedAsync(PostgreSqlSession session, TenantId tenant, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tenant, out var id))
        {
            return id;
        }

        if (await SelectAsync(session, tenant, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        session.Later(new NpgsqlBatchCommand(_insert).With(tenant.Value));
        return (await SelectAsync(session, tenant, cancellationToken).ConfigureAwait(false))!.Value;
    }

    private async ValueTask<int?> RememberAsync(PostgreSqlSession session, TenantId tenant, CancellationToken cancellationToken)
    {
        var id = await SelectAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        if (id is { } found)
        {
            _known[tenant] = found;
        }

        return id;
    }

    private ValueTask<int?> SelectAsync(PostgreSqlSession session, TenantId tenant, CancellationToken cancellationToken) =>
        session.AskAsync<int?>(new NpgsqlBatchCommand(_select).With(tenant.Value), null, static row => row.GetInt32(0), cancellationToken);
}
