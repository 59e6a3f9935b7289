using System.Data;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>A connection, and the statements that wait to travel with the next one that needs an answer: a unit of work takes few round trips. Used by one caller at a time.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="room">What it took up in the pool, to which it goes back with the session; null for the host's.</param>
/// <param name="warm">Where it rests once nothing is under way on it; null for it to be closed.</param>
/// <param name="server">Host, port and database, for messages.</param>
/// <param name="busySeconds">How long to wait for an answer.</param>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, PoolRoom? room, WarmConnections? warm, string server, int busySeconds) : IAsyncDisposable
{
    /// <summary>The plans of a transaction look each row up by its key, whatever the planner thinks of the tables at the moment, and are made once. Answers a row: one statement costs less than five that answer none.</summary>
    private const string Plans = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
          set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    private readonly WaitingStatements _waiting = new();
    private bool _isInTransaction;
    private bool _isLook;
    private bool _isOver;

    /// <summary>Whether an answer is waited for however long it takes, as of statements that rewrite a table.</summary>
    public bool IsPatient { get; set; }

    /// <summary>Whether a statement has failed: then the transaction only waits to be undone.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the connection is gone.</summary>
    public bool IsLost => connection.State != ConnectionState.Open;

    /// <summary>Adds a statement that answers no rows, to be sent before the next one that is asked.</summary>
    public void Later(NpgsqlBatchCommand statement) => _waiting.Add(statement, answers: false);

    /// <summary>Adds a statement that fails unless something is so, to be sent before the next one that is asked; nobody reads the row that it answers.</summary>
    public void Prove(NpgsqlBatchCommand statement) => _waiting.Add(statement, answers: true);

    /// <summary>Writes a row that answers nothing, before the next statement that is asked.</summary>
    /// <param name="statement">What is done.</param>
    /// <param name="partition">Whose row.</param>
    /// <param name="columns">The row, without tenant and partition.</param>
    public void Later(RowStatement statement, PartitionRow partition, params object[] columns) => _waiting.Add(statement, partition.Tenant, [partition.Id, .. columns]);

    /// <summary>Begins a transaction of the store's own, with the next statement that is asked.</summary>
    public void Begin()
    {
        Later(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"));
        _isInTransaction = true;
    }

    /// <summary>Makes rows of one statement go together, in the transaction that has begun.</summary>
    public void WriteTogether()
    {
        _waiting.Together = true;
        LookUpByKey();
    }

    /// <summary>Begins a transaction for one look at many rows, which ends with it.</summary>
    /// <exception cref="InvalidOperationException">The connection is the host's, whose transaction this would end.</exception>
    public void BeginLook()
    {
        BeginBrief();
        LookUpByKey();
    }

    /// <summary>Begins a transaction that ends with the next that is asked.</summary>
    /// <exception cref="InvalidOperationException">The connection is the host's, whose transaction this would end.</exception>
    public void BeginBrief()
    {
        _ = room ?? throw new InvalidOperationException("A look of its own was begun on the host's connection.");
        Begin();
        _isLook = true;
    }

    /// <summary>Has the plans of the transaction that was begun look rows up by their keys: a table that was small when its plan was made is not read from end to end ever after, and no look at several names is planned anew each time.</summary>
    public void LookUpByKey() => _waiting.Add(new NpgsqlBatchCommand(Plans), answers: true);

    /// <summary>Forgets the statements that were not sent yet.</summary>
    public void Forget() => _waiting.Clear();

    /// <summary>Sends what waits and this one.</summary>
    /// <returns>How many rows it changed.</returns>
    public async ValueTask<int> RunAsync(NpgsqlBatchCommand statement, CancellationToken cancellationToken)
    {
        var (batch, _, isLook) = Batch(statement);
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                _isInTransaction &= !isLook;
                return (int)statement.RecordsAffected;
            }
            catch (Exception failure) when (Failed(failure) is { } told)
            {
                throw told;
            }
        }
    }

    /// <summary>Sends what waits and this one, and reads its first row.</summary>
    /// <returns>The row, or <paramref name="nothing"/>.</returns>
    public async ValueTask<T> AskAsync<T>(NpgsqlBatchCommand statement, T nothing, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken) =>
        await ListAsync(statement, row, cancellationToken).ConfigureAwait(false) is [var first, ..] ? first : nothing;

    /// <summary>Sends what waits and this one, and reads its rows.</summary>
    public async ValueTask<List<T>> ListAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await ReadAsync([statement], 0, (_, reader) => rows.Add(row(reader)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Sends what waits and all of these, each of which answers rows, and reads the rows of those from a number on.</summary>
    public async ValueTask ReadAsync(IReadOnlyList<NpgsqlBatchCommand> statements, int from, Action<int, NpgsqlDataReader> row, CancellationToken cancellationToken)
    {
        var (batch, answers, isLook) = Batch([.. statements]);
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    for (; answers > 0; answers--)
                    {
                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    }

                    for (var number = 0; number < statements.Count; number++)
                    {
                        while (number >= from && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        {
                            row(number, reader);
                        }

                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    }
                }

                _isInTransaction &= !isLook;
            }
            catch (Exception failure) when (Failed(failure) is { } told)
            {
                throw told;
            }
        }
    }

    /// <summary>Sends what waits and the commit, in one round trip. It is not cancelled.</summary>
    /// <exception cref="StoreConflictException">The server answered that it cannot: nothing is stored.</exception>
    /// <exception cref="StoreOutcomeUnknownException">No answer came.</exception>
    public async ValueTask CommitAsync()
    {
        var (batch, _, _) = Batch(new NpgsqlBatchCommand("COMMIT"));
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                _isInTransaction = false;
            }
            catch (NpgsqlException failure) when (!PostgreSqlFailure.IsAnswer(failure))
            {
                HasFailed = true;
                throw new StoreOutcomeUnknownException($"The connection to {server} was lost while it committed: whether the unit was stored cannot be known. Read again before you repeat it, or repeat it under the same key.", failure);
            }
            catch (NpgsqlException failure) when (Failed(failure) is { } told)
            {
                throw told;
            }
        }
    }

    /// <summary>Gives an owned connection back; a transaction that is still open there is undone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (room is null || _isOver)
        {
            return;
        }

        _isOver = true;
        var served = !IsLost;
        try
        {
            if (served && !HasFailed && !_isInTransaction && warm is not null)
            {
                await warm.KeepAsync(connection).ConfigureAwait(false);
            }
            else
            {
                // One that died at rest says so when its open transaction is to be undone: it is undone with it.
                await connection.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            room.Leave(served);
        }
    }

    /// <returns>What to send, how many results come before those that are asked for, and whether its last statement is the commit of a look.</returns>
    private (NpgsqlBatch Batch, int Answers, bool IsLook) Batch(params ReadOnlySpan<NpgsqlBatchCommand> statements)
    {
        var batch = connection.CreateBatch();
        batch.Timeout = IsPatient ? 0 : busySeconds;
        var before = 0;
        foreach (var (waiting, answers) in _waiting.Take())
        {
            batch.BatchCommands.Add(waiting);
            before += answers ? 1 : 0;
        }

        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        var isLook = _isLook;
        if (isLook)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        _isLook = false;
        return (batch, before, isLook);
    }

    private Exception? Failed(Exception failure)
    {
        HasFailed = true;
        return failure is NpgsqlException met ? PostgreSqlFailure.Of(met, server, !IsLost, busySeconds) : null;
    }
}
