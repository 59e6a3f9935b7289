namespace OmniChannel.Sqlite;

/// <summary>The text of each step of the schema.</summary>
/// <remarks>
/// Names of tenants and partitions are kept once and pointed to by a number of up to 8 bytes. Every unique key begins with tenant and partition, so that the rows of a
/// partition lie together and the file could be split by them; only look-up names have a key without a partition. Instants are ticks of 100 ns since the year 1, UTC.
/// Rows of omni_tenant and omni_partition are never deleted.
/// </remarks>
internal static class SqliteSchemaSteps
{
    public const string One = """
        CREATE TABLE omni_tenant (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE omni_partition (
          id INTEGER PRIMARY KEY,
          tenant INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          name TEXT NOT NULL,
          last_sequence INTEGER NOT NULL, -- of its events
          last_number INTEGER NOT NULL,   -- the highest version or fence of a row that was removed
          UNIQUE (tenant, kind, name)
        ) STRICT;
        CREATE TABLE omni_state (
          tenant INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          key TEXT NOT NULL,
          version INTEGER NOT NULL,
          body BLOB NOT NULL,
          PRIMARY KEY (tenant, partition, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE omni_event (
          tenant INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          source TEXT NOT NULL,
          id TEXT NOT NULL,
          type TEXT NOT NULL,
          at INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          body BLOB NOT NULL,
          PRIMARY KEY (tenant, partition, seq),
          UNIQUE (tenant, partition, source, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE omni_outbox (
          tenant INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          delivery TEXT NOT NULL,
          state INTEGER NOT NULL,
          fence INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          body BLOB NOT NULL,
          PRIMARY KEY (tenant, partition, delivery)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE omni_schedule (
          tenant INTEGER NOT NULL,
          partition INTEGER NOT NULL,
          kind TEXT NOT NULL,
          key TEXT NOT NULL,
          due INTEGER NOT NULL,
          claimable_at INTEGER NOT NULL, -- due or, once claimed, the end of the lease
          fence INTEGER NOT NULL,
          PRIMARY KEY (tenant, partition, kind, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX omni_schedule_claimable ON omni_schedule (tenant, claimable_at);
        CREATE TABLE omni_lookup (
          tenant INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          key TEXT NOT NULL,
          partition INTEGER NOT NULL,
          body BLOB NOT NULL,
          expires_at INTEGER,
          PRIMARY KEY (tenant, kind, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX omni_lookup_partition ON omni_lookup (tenant, partition);
        CREATE INDEX omni_lookup_expiring ON omni_lookup (tenant, expires_at) WHERE expires_at IS NOT NULL;
        """;

    /// <summary>Rows of the schedule have a turn; what was set aside is found without its partition.</summary>
    public const string Two = """
        ALTER TABLE omni_schedule ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE omni_schedule ADD COLUMN queue TEXT NOT NULL DEFAULT '';
        ALTER TABLE omni_schedule ADD COLUMN in_order INTEGER NOT NULL DEFAULT 0;
        DROP INDEX omni_schedule_claimable;
        CREATE INDEX omni_schedule_turn ON omni_schedule (tenant, priority, queue, claimable_at);
        CREATE INDEX omni_outbox_parked ON omni_outbox (tenant, delivery) WHERE state = 7;
        """;

    /// <summary>Outbox rows have a version. Fencing numbers come from one counter, and the number of an event from the events that are there: so what most units do writes nothing in the partition's row.</summary>
    /// <remarks>From here on <c>last_sequence</c> is the highest number of an event that was removed, or was there when this step was made.</remarks>
    public const string Three = """
        ALTER TABLE omni_outbox ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        CREATE TABLE omni_fence (
          last INTEGER NOT NULL -- the highest fencing number that was given
        ) STRICT;
        INSERT INTO omni_fence (last) SELECT max(
          coalesce((SELECT max(fence) FROM omni_schedule), 0),
          coalesce((SELECT max(last_number) FROM omni_partition), 0));
        """;
}
