using Npgsql;
using OmniChannel.PostgreSql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>What time or an administrator mends is no fault of a message: only what is wrong with a value or a statement goes through as it came.</summary>
public sealed class PostgreSqlFailureTests
{
    [Theory]
    [InlineData("58030", typeof(StoreUnavailableException), "58030")] // I/O error
    [InlineData("XX001", typeof(StoreUnavailableException), "XX001")] // a damaged page
    [InlineData("53200", typeof(StoreUnavailableException), "max_locks_per_transaction")]
    [InlineData("26000", typeof(StoreUnavailableException), "Max Auto Prepare=0")]
    [InlineData("57P05", typeof(StoreUnavailableException), "57P05")] // idle_session_timeout
    [InlineData("25P02", typeof(StoreConflictException), "roll back")] // a host's transaction that had failed before
    [InlineData("57014", typeof(StoreConflictException), "statement_timeout")]
    [InlineData("22021", typeof(PostgresException), "words")] // a value that is none
    [InlineData("23514", typeof(PostgresException), "words")]
    public void Of_AnErrorCode_IsWhatTheContractSays(string code, Type expected, string says)
    {
        var failure = PostgreSqlFailure.Of(new PostgresException("words", "ERROR", "ERROR", code), "the server", alive: true, busySeconds: 10);

        Assert.IsType(expected, failure);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }
}
