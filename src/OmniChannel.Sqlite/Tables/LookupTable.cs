using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Names that point into the store; the one table whose key has no partition.</summary>
internal static class LookupTable
{
    private const string Select = "SELECT body, expires_at FROM omni_lookup WHERE tenant = ?1 AND kind = ?2 AND key = ?3 AND (expires_at IS NULL OR expires_at > ?4)";
    private const string Upsert = "INSERT INTO omni_lookup (tenant, kind, key, body, expires_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at";

    public static LookupRow? Find(SqliteSession session, long tenant, LookupKind kind, string key, DateTimeOffset now)
    {
        var statement = session.Statement(Select).Bind(1, tenant).Bind(2, (long)kind).Bind(3, key).Bind(4, now);
        if (!statement.Step())
        {
            return null;
        }

        var row = new LookupRow { Kind = kind, Key = key, Body = statement.Body(0), ExpiresAt = statement.IsNull(1) ? null : statement.Time(1) };
        statement.Reset();
        return row;
    }

    public static void Write(SqliteSession session, long tenant, LookupRow row) =>
        session.Statement(Upsert).Bind(1, tenant).Bind(2, (long)row.Kind).Bind(3, row.Key).Bind(4, row.Body.Span).Bind(5, row.ExpiresAt).Run();
}
