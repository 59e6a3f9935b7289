using Npgsql;
using OmniChannel.PostgreSql;

namespace OmniChannel.Tests.PostgreSql;

public sealed class PostgreSqlTargetTests
{
    [Fact]
    public void ConnectionOf_WhatTheHostLeavesOpen_IsSet()
    {
        var connection = PostgreSqlTarget.ConnectionOf(new PostgreSqlStoreOptions { ConnectionString = "Host=db", BusyTimeout = TimeSpan.FromSeconds(7) });

        // A reset would travel with every unit of work.
        Assert.Equal((true, 2, 100, 7, 7), (connection.NoResetOnClose, connection.AutoPrepareMinUsages, connection.MaxAutoPrepare, connection.Timeout, connection.CommandTimeout));
    }

    [Fact]
    public void ConnectionOf_WhatTheHostSays_Stands()
    {
        var connection = PostgreSqlTarget.ConnectionOf(new PostgreSqlStoreOptions { ConnectionString = "Host=db;No Reset On Close=false;auto prepare min usages=4;Max Auto Prepare=9;Timeout=3;Command Timeout=4" });

        Assert.Equal(0, PostgreSqlTarget.ConnectionOf(new PostgreSqlStoreOptions { ConnectionString = "Host=pgbouncer;Max Auto Prepare=0" }).MaxAutoPrepare);
        Assert.Equal((false, 4, 9, 3, 4), (connection.NoResetOnClose, connection.AutoPrepareMinUsages, connection.MaxAutoPrepare, connection.Timeout, connection.CommandTimeout));
    }

    [Fact]
    public void Create_WithAPoolThatIsTooSmall_SaysWhatForItNeedsThree()
    {
        var own = Assert.Throws<ArgumentException>(() => PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = "Host=db;Maximum Pool Size=2" }));
        using var pool = NpgsqlDataSource.Create("Host=db;Maximum Pool Size=2");

        Assert.Contains("3 or more", own.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions(), pool));
    }
}
