using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The one connection of this store that writes, and the queue before it. SQLite has one writer per file; whoever waits here waits without a thread.</summary>
/// <remarks>
/// Units that wait share one commit: each is a savepoint between <see cref="BeginAsync"/> and <see cref="End"/>, hands the open transaction on, and waits for the last of them to commit it. Nobody waits for company.
/// </remarks>
/// <param name="session">The connection.</param>
/// <param name="flush">Brings commits to the disk that SQLite itself leaves to the operating system; null where nobody does.</param>
/// <param name="busyTimeout">How long a locked file and a turn are waited for.</param>
/// <param name="timeProvider">The store's clock.</param>
internal sealed partial class SqliteWriter(SqliteSession session, LogFlush? flush, TimeSpan busyTimeout, TimeProvider timeProvider) : IDisposable
{
    private const string Begin = "BEGIN IMMEDIATE";
    private const string CommitText = "COMMIT";
    private const string Rollback = "ROLLBACK";
    private const string Savepoint = "SAVEPOINT omni_share";
    private const string ReleaseSavepoint = "RELEASE omni_share";
    private const string RollbackToSavepoint = "ROLLBACK TO omni_share";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);
    private readonly WriterTurns _turns = new();
    private readonly Lock _reading = new();
    private bool _isClosed;
    private SharedCommit _shared = new();

    public SqliteSession Session => session;

    /// <summary>The store's own clock.</summary>
    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>Whether the open transaction is this turn's alone so far; otherwise it sees what others wrote who share it, which is not committed yet.</summary>
    public bool IsFirst => _shared.Units == 0;

    /// <summary>Reads what is committed on this connection if nobody writes: the pages that it had in hand are still right, while a connection that only reads drops its own whenever somebody wrote.</summary>
    /// <returns>False when it is somebody's turn to write, the file cannot be read without waiting, or the connection is closed.</returns>
    public bool TryRead<TArgument, TResult>(Func<SqliteSession, TArgument, TResult> read, TArgument argument, out TResult? result)
    {
        result = default;
        if (!_turns.TryTake())
        {
            return false;
        }

        try
        {
            lock (_reading)
            {
                result = _isClosed ? default : read(session, argument);
                return !_isClosed;
            }
        }
        catch (StoreConflictException)
        {
            return false; // a reader's connection waits
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Waits for its turn and begins a transaction that may write from the start: a deferred one could fail in the middle (SQLite 517).</summary>
    /// <exception cref="StoreConflictException">Somebody held the file or the turn for longer than the busy timeout.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_turns.TryTake())
        {
            await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            if (IsFirst)
            {
                await BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                session.ClearFailure();
                session.Statement(Savepoint).Run();
            }
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>Writes in one turn, in a transaction of its own or one that others share.</summary>
    /// <param name="write">Writes.</param>
    /// <param name="isAnswered">Whether somebody is answered for it.</param>
    /// <param name="cancellationToken">Cancels the wait for a turn.</param>
    public async ValueTask<TResult> WriteAsync<TResult>(Func<SqliteWriter, TResult> write, bool isAnswered, CancellationToken cancellationToken)
    {
        SharedCommit commit;
        TResult result;
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            result = write(this);
            commit = Commit(isAnswered);
        }
        finally
        {
            End();
        }

        await FlushAsync(commit).ConfigureAwait(false);
        return result;
    }

    /// <summary>Hands the open transaction on to who waits for a turn, with what was written in it.</summary>
    /// <returns>Ends with the commit that all share; the turn is over. Null when nobody waits, or enough share it: the turn goes on, and is to be committed.</returns>
    public Task? TryHandOn()
    {
        if (!IsFirst)
        {
            session.Statement(ReleaseSavepoint).Run();
        }

        var shared = _shared;
        if (shared.Add() < SharedCommit.Most && !LogHoldsErased && _turns.TryHandOn())
        {
            return shared.Done;
        }

        shared.Remove();
        return null;
    }

    /// <summary>Commits it with all that share the commit; an exception means that nothing was stored.</summary>
    /// <param name="isAnswered">Whether somebody is answered for it: otherwise it is durable no later than the next one that is.</param>
    /// <returns>Durable, and told to those who share it, once <see cref="FlushAsync"/> has ended; until then the next ones write.</returns>
    public SharedCommit Commit(bool isAnswered = true)
    {
        var shared = Interlocked.Exchange(ref _shared, new SharedCommit());
        shared.Number = flush is not null && (isAnswered || shared.Units > 0) ? flush.Announce() : 0; // before anybody can see it
        try
        {
            session.Statement(CommitText).Run();
        }
        catch (Exception failure)
        {
            shared.Fail(failure);
            throw;
        }
        finally
        {
            if (shared.Number > 0)
            {
                flush!.Written(shared.Number);
            }
        }

        if (LogHoldsErased)
        {
            TryTruncateLog();
        }

        return shared;
    }

    /// <summary>Undoes what this turn has not committed, commits what others have shared, and lets the next one in.</summary>
    public void End()
    {
        SharedCommit? others = null;
        try
        {
            if (session.InTransaction && !IsFirst)
            {
                session.Statement(RollbackToSavepoint).Run();
                session.Statement(ReleaseSavepoint).Run();
                others = Commit();
            }
        }
#pragma warning disable CA1031 // Those who shared the commit are told; it is not the business of the one that undoes its own.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _shared.Fail(failure);
        }
        finally
        {
            if (session.InTransaction)
            {
                session.Try(Rollback);
            }

            // SQLite ends a transaction by itself after some errors: then nothing of it was stored.
            Interlocked.Exchange(ref _shared, new SharedCommit()).Fail(session.Failed);
            if (session.Failed is StoreUnavailableException)
            {
                session.KeepLogShort();
            }

            _turns.Release();
        }

        if (others is not null)
        {
            _ = TellAsync(others);
        }
    }

    /// <summary>Closes the connection, once nobody reads on it.</summary>
    public void Dispose()
    {
        lock (_reading)
        {
            _isClosed = true;
            session.Dispose();
        }
    }

    private async ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(busyTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _turns.TakeAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException gaveUp) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreConflictException($"Other units of work held the store for {busyTimeout.TotalSeconds:0.#} s. Nothing was stored; try again, and look for a unit that is not disposed of before the next one begins.", gaveUp);
        }
    }

    private async ValueTask BeginTransactionAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (flush is { HasFailed: true } && !TryTruncateLog())
            {
                throw new StoreUnavailableException("The disk refused what was committed, and refuses to have it copied into the file: nothing more is written until it can be. Check the disk.");
            }

            if (session.Statement(Begin).TryRun())
            {
                session.ClearFailure();
                return;
            }

            if (timeProvider.GetElapsedTime(started) >= busyTimeout)
            {
                throw session.Failure();
            }

            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
