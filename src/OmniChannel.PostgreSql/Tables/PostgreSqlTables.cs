namespace OmniChannel.PostgreSql;

/// <summary>The tables of one PostgreSQL schema, and the texts of their statements, each made once.</summary>
internal sealed class PostgreSqlTables(string schema)
{
    /// <summary>Which store this is: in every key of a lock, so that two stores in one database do not wait for each other.</summary>
    public string IdentityStatement { get; } = $"SELECT identity FROM {schema}.omni_store";

    public TenantTable Tenants { get; } = new(schema);

    public PartitionTable Partitions { get; } = new(schema);

    public StateTable States { get; } = new(schema);

    public EventTable Events { get; } = new(schema);

    public OutboxTable Outbox { get; } = new(schema);

    public ScheduleTable Schedule { get; } = new(schema);

    public DueClaims Claims { get; } = new(schema);

    public LookupTable Lookups { get; } = new(schema);
}
