namespace OmniChannel.PostgreSql;

/// <summary>The text of each step of the schema; <c>@.</c> stands for the PostgreSQL schema that holds the tables.</summary>
/// <remarks>
/// Names of tenants and partitions are kept once and pointed to by numbers. Every unique key begins with tenant and partition, so that the tables could be split by them; only
/// look-up names have a key without a partition. Text is compared by its bytes ("C"): equal is the same, and lists come in the order of UTF-8. Instants are ticks of 100 ns since
/// the year 1, UTC. Rows of omni_tenant and omni_partition are never deleted. Columns stand in an order that leaves no gaps.
/// </remarks>
internal static class PostgreSqlSchemaSteps
{
    public const string One = """
        CREATE TABLE @.omni_store (
          identity uuid NOT NULL
        );
        INSERT INTO @.omni_store (identity) VALUES (gen_random_uuid());
        CREATE TABLE @.omni_tenant (
          id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          name text COLLATE "C" NOT NULL UNIQUE
        );
        CREATE TABLE @.omni_partition (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          last_sequence bigint NOT NULL, -- the highest number of an event that was removed
          last_number bigint NOT NULL,   -- the highest version or fence of a row that was removed
          tenant integer NOT NULL,
          kind integer NOT NULL,
          name text COLLATE "C" NOT NULL,
          UNIQUE (tenant, kind, name)
        );
        CREATE TABLE @.omni_state (
          partition bigint NOT NULL,
          version bigint NOT NULL,
          tenant integer NOT NULL,
          key text COLLATE "C" NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (tenant, partition, key)
        );
        CREATE TABLE @.omni_event (
          partition bigint NOT NULL,
          seq bigint NOT NULL,
          at bigint NOT NULL,
          recorded_at bigint NOT NULL,
          tenant integer NOT NULL,
          source text COLLATE "C" NOT NULL,
          id text COLLATE "C" NOT NULL,
          type text COLLATE "C" NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (tenant, partition, seq),
          UNIQUE (tenant, partition, source, id)
        );
        CREATE TABLE @.omni_outbox (
          partition bigint NOT NULL,
          fence bigint NOT NULL,
          created_at bigint NOT NULL,
          tenant integer NOT NULL,
          state integer NOT NULL,
          attempts integer NOT NULL,
          delivery text COLLATE "C" NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (tenant, partition, delivery)
        );
        CREATE TABLE @.omni_schedule (
          partition bigint NOT NULL,
          due bigint NOT NULL,
          claimable_at bigint NOT NULL, -- due or, once claimed, the end of the lease
          fence bigint NOT NULL,
          tenant integer NOT NULL,
          kind text COLLATE "C" NOT NULL,
          key text COLLATE "C" NOT NULL,
          PRIMARY KEY (tenant, partition, kind, key)
        ) WITH (autovacuum_vacuum_scale_factor = 0.02); -- a queue: its dead rows lie where the next look begins
        CREATE INDEX omni_schedule_claimable ON @.omni_schedule (tenant, claimable_at);
        CREATE TABLE @.omni_lookup (
          partition bigint NOT NULL,
          expires_at bigint,
          tenant integer NOT NULL,
          kind integer NOT NULL,
          key text COLLATE "C" NOT NULL,
          body bytea NOT NULL,
          PRIMARY KEY (tenant, kind, key)
        );
        CREATE INDEX omni_lookup_partition ON @.omni_lookup (tenant, partition);
        CREATE INDEX omni_lookup_expiring ON @.omni_lookup (tenant, expires_at) WHERE expires_at IS NOT NULL;
        """;

    /// <summary>Rows of the schedule have a turn; what was set aside is found without its partition.</summary>
    public const string Two = """
        ALTER TABLE @.omni_schedule
          ADD COLUMN priority integer NOT NULL DEFAULT 0,
          ADD COLUMN queue text COLLATE "C" NOT NULL DEFAULT '',
          ADD COLUMN in_order boolean NOT NULL DEFAULT false;
        DROP INDEX @.omni_schedule_claimable;
        CREATE INDEX omni_schedule_turn ON @.omni_schedule (tenant, priority, queue, claimable_at);
        CREATE INDEX omni_outbox_parked ON @.omni_outbox (tenant, delivery) WHERE state = 7;
        """;

    /// <summary>Outbox rows have a version. Fencing numbers come from one sequence, so that what most units do writes nothing in the partition's row.</summary>
    /// <remarks>What is written often changes no index and finds room on its own page (HOT updates); what fits a page is not compressed.</remarks>
    public const string Three = """
        CREATE SEQUENCE @.omni_fence;
        SELECT setval('@.omni_fence', greatest(1, (SELECT max(fence) FROM @.omni_schedule), (SELECT max(last_number) FROM @.omni_partition)));
        ALTER TABLE @.omni_outbox
          ADD COLUMN version bigint NOT NULL DEFAULT 1,
          ADD COLUMN is_parked boolean NOT NULL GENERATED ALWAYS AS (state = 7) STORED;
        DROP INDEX @.omni_outbox_parked;
        CREATE INDEX omni_outbox_parked ON @.omni_outbox (tenant, delivery) WHERE is_parked;
        ALTER TABLE @.omni_outbox SET (fillfactor = 70, toast_tuple_target = 8160);
        ALTER TABLE @.omni_state SET (fillfactor = 90, toast_tuple_target = 8160);
        ALTER TABLE @.omni_event SET (toast_tuple_target = 8160);
        """;

    /// <summary>A look into a queue can go on behind any partition, also where thousands are due at the same instant.</summary>
    /// <remarks>The priority takes two bytes: with the tenant and a queue without a name it fills eight in the index.</remarks>
    public const string Four = """
        DROP INDEX @.omni_schedule_turn;
        ALTER TABLE @.omni_schedule ALTER COLUMN priority TYPE smallint;
        CREATE INDEX omni_schedule_turn ON @.omni_schedule (tenant, priority, queue, claimable_at, partition);
        """;
}
