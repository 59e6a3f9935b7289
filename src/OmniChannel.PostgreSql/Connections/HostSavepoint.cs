using System.Data;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The savepoint that a unit of work sets in the host's transaction, so that its writes can be taken back alone.</summary>
internal static class HostSavepoint
{
    public const string Set = "SAVEPOINT omni_unit";
    public const string Release = "RELEASE SAVEPOINT omni_unit";
    private const string Undo = "ROLLBACK TO SAVEPOINT omni_unit";

    /// <summary>Whether the host's transaction still goes on. Npgsql says so only by the members that refuse to answer afterwards.</summary>
    public static bool IsOpen(NpgsqlTransaction transaction)
    {
        try
        {
            return transaction.IsolationLevel != IsolationLevel.Unspecified && transaction.Connection is { State: ConnectionState.Open };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Takes back what the unit did, if the host's transaction still lives; the transaction goes on, even after an error.</summary>
    public static async ValueTask UndoAsync(PostgreSqlSession session)
    {
        session.Forget();
        if (!session.IsLost)
        {
            session.Later(new NpgsqlBatchCommand(Undo));
            await session.RunAsync(new NpgsqlBatchCommand(Release), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The identity of the store that the host's connection sees; empty when it sees none.</summary>
    public static async ValueTask<Guid> StoreOfAsync(PostgreSqlSession session, PostgreSqlTables tables, CancellationToken cancellationToken)
    {
        try
        {
            return await session.AskAsync(new NpgsqlBatchCommand(tables.IdentityStatement), Guid.Empty, static row => row.GetGuid(0), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException elsewhere) when (elsewhere.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName })
        {
            return Guid.Empty;
        }
    }
}
