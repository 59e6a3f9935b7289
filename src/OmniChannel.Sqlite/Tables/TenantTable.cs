using System.Collections.Concurrent;

namespace OmniChannel.Sqlite;

/// <summary>The numbers of tenants. They are few and never deleted, so those seen committed are remembered.</summary>
internal sealed class TenantTable
{
    private readonly ConcurrentDictionary<TenantId, long> _known = new();

    /// <summary>The tenant's number if it was seen committed.</summary>
    public long? Known(TenantId tenant) => _known.TryGetValue(tenant, out var id) ? id : null;

    /// <summary>The tenant's number; null when it has written nothing yet.</summary>
    public long? Find(SqliteSession session, TenantId tenant, bool committed)
    {
        if (_known.TryGetValue(tenant, out var id))
        {
            return id;
        }

        var statement = session.Statement("SELECT id FROM omni_tenant WHERE name = ?1").Bind(1, tenant.Value);
        if (!statement.Step())
        {
            return null;
        }

        id = statement.Long(0);
        statement.Reset();
        if (committed)
        {
            _known[tenant] = id;
        }

        return id;
    }

    /// <summary>Gives a tenant a number; for good only with the commit.</summary>
    public static long Add(SqliteSession session, TenantId tenant)
    {
        var statement = session.Statement("INSERT INTO omni_tenant (name) VALUES (?1) ON CONFLICT DO UPDATE SET name = name RETURNING id").Bind(1, tenant.Value);
        statement.Step();
        var id = statement.Long(0);
        statement.Run();
        return id;
    }
}
