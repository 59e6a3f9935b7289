using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Turns PostgreSQL's error codes (postgresql.org/docs/current/errcodes-appendix.html) and a lost connection into the exceptions of the contract: each says what to do.</summary>
internal static class PostgreSqlFailure
{
    /// <summary>idle_in_transaction_session_timeout, and transaction_timeout of PostgreSQL 17.</summary>
    private const string IdleInTransaction = "25P03", TransactionTook = "25P04";

    /// <summary>Whether the server itself answered that the statement failed, and goes on: then the transaction is undone for certain.</summary>
    public static bool IsAnswer(NpgsqlException failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <param name="failure">What Npgsql met.</param>
    /// <param name="server">Host, port and database.</param>
    /// <param name="alive">Whether the connection still is of use: then a time-out was a wait for somebody else.</param>
    /// <param name="busySeconds">How long was waited at most.</param>
    public static Exception Of(NpgsqlException failure, string server, bool alive, int busySeconds) => failure switch
    {
        PostgresException answer => Of(answer, server),
        { InnerException: TimeoutException } when alive => new StoreConflictException(
            $"Other units of work held what this one needs for {busySeconds} s. Nothing was stored; try again, and look for a unit that is not disposed of.", failure),
        { InnerException: TimeoutException } => new StoreUnavailableException($"{server} did not answer within {busySeconds} s. Nothing of this is known to be stored; check the server and the network.", failure),
        _ => new StoreUnavailableException($"{server} cannot be reached, or the connection was cut: {failure.InnerException?.Message ?? failure.Message} Check that the server runs and that this process may connect.", failure),
    };

    private static Exception Of(PostgresException answer, string server) => answer.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.UniqueViolation =>
            new StoreConflictException($"Another unit of work is in the way (PostgreSQL {answer.SqlState}: {answer.MessageText}). Nothing was stored; roll back and try again.", answer),
        PostgresErrorCodes.DivisionByZero =>
            new StoreConflictException("Another unit of work holds what this one needs, or has changed what it took for granted. Nothing was stored; look again and try again.", answer),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            new StoreUnavailableException($"{server} lacks a table of the store (PostgreSQL {answer.SqlState}: {answer.MessageText}). Was it dropped or changed by hand? Start with Schema = Migrate, or restore it.", answer),
        PostgresErrorCodes.InsufficientPrivilege =>
            new StoreUnavailableException($"The user of the connection lacks a right on {server} (PostgreSQL 42501: {answer.MessageText}). Grant it: to create tables under Schema = Migrate; to select, insert, update and delete afterwards.", answer),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            new StoreUnavailableException($"{server} is read-only (PostgreSQL 25006): a standby, or default_transaction_read_only. Connect to the primary.", answer),
        PostgresErrorCodes.InvalidCatalogName =>
            new StoreUnavailableException($"{server}: there is no such database (PostgreSQL 3D000). Create it; the store creates its tables, not the database.", answer),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new StoreUnavailableException($"{server} refused the user of the connection (PostgreSQL {answer.SqlState}). Check the user and its password, and pg_hba.conf.", answer),
        PostgresErrorCodes.TooManyConnections =>
            new StoreUnavailableException($"{server} has no connection left (PostgreSQL 53300). Lower 'Maximum Pool Size' of the processes, raise max_connections, or put a pooler between.", answer),
        PostgresErrorCodes.DiskFull =>
            new StoreUnavailableException($"The disk of {server} is full (PostgreSQL 53100). Nothing was stored; make room and try again.", answer),
        PostgresErrorCodes.QueryCanceled =>
            new StoreConflictException($"{server} broke off a statement (PostgreSQL 57014: {answer.MessageText}). Nothing was stored; try again, and raise statement_timeout of the connection's user if it goes on.", answer),
        IdleInTransaction or TransactionTook =>
            new StoreUnavailableException($"{server} ended the connection in the middle of a unit of work (PostgreSQL {answer.SqlState}: {answer.MessageText}). Nothing was stored; dispose of units sooner, or raise that timeout.", answer),
        { } code when code.StartsWith("57P", StringComparison.Ordinal) =>
            new StoreUnavailableException($"{server} ends connections: it is going down, starting, or was told to (PostgreSQL {code}: {answer.MessageText}). Try again shortly.", answer),
        PostgresErrorCodes.OutOfMemory =>
            new StoreUnavailableException($"{server} has no memory left (PostgreSQL 53200: {answer.MessageText}). If it speaks of shared memory, raise max_locks_per_transaction: a unit of work holds a lock for each of its partitions.", answer),
        PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement =>
            new StoreUnavailableException($"{server} lost what was prepared on the connection (PostgreSQL {answer.SqlState}): a pooler in transaction mode is between. Have it keep prepared statements (PgBouncer: max_prepared_statements), or set Max Auto Prepare=0.", answer),
        { } code when code.StartsWith("25", StringComparison.Ordinal) =>
            new StoreConflictException($"The transaction cannot go on (PostgreSQL {code}: {answer.MessageText}). Nothing was stored; roll back and try again.", answer),

        // What is wrong with a value, a rule of the tables or the statement itself is nothing that time mends.
        { } code when code.StartsWith("22", StringComparison.Ordinal) || code.StartsWith("23", StringComparison.Ordinal) || code.StartsWith("42", StringComparison.Ordinal) => answer,
        { } code => new StoreUnavailableException($"{server} is not able to work (PostgreSQL {code}: {answer.MessageText}).", answer),
    };
}
