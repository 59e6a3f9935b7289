using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The one connection of this store that writes, and the queue before it. SQLite has one writer per file; whoever waits here waits without a thread.</summary>
/// <remarks>Several units could share one commit here: each would be a savepoint between <see cref="BeginAsync"/> and <see cref="End"/>.</remarks>
internal sealed class SqliteWriter(SqliteSession session, TimeSpan busyTimeout, TimeProvider timeProvider) : IDisposable
{
    private const string Begin = "BEGIN IMMEDIATE";
    private const string CommitText = "COMMIT";
    private const string Rollback = "ROLLBACK";
    private const string Rewrite = "VACUUM";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public SqliteSession Session => session;

    /// <summary>Waits for its turn and begins a transaction that may write from the start: a deferred one could fail in the middle (SQLite 517).</summary>
    /// <exception cref="StoreConflictException">Somebody held the file or the turn for longer than the busy timeout.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (!_turn.Wait(0, cancellationToken))
        {
            await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Whether the write-ahead log may still hold what was erased: pages as they were before.</summary>
    public bool LogHoldsErased { get; set; }

    /// <summary>Makes it durable; an exception means that nothing was stored.</summary>
    public void Commit()
    {
        session.Statement(CommitText).Run();
        if (LogHoldsErased)
        {
            TryTruncateLog();
        }
    }

    /// <summary>Empties the write-ahead log into the file. A reader in the way is waited for, as long as for a locked file; after that the next commit tries again.</summary>
    public async ValueTask TruncateLogAsync()
    {
        var started = timeProvider.GetTimestamp();
        while (!TryTruncateLog() && timeProvider.GetElapsedTime(started) < busyTimeout)
        {
            await Task.Delay(LongestPause, timeProvider).ConfigureAwait(false);
        }
    }

    /// <summary>Rewrites the whole file and empties the log. Balancing leaves copies of rows in the free space of pages, which deleting does not overwrite.</summary>
    /// <exception cref="StoreConflictException">Somebody held the file or the turn for longer than the busy timeout.</exception>
    public async ValueTask RewriteAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Commit();
            await Task.Run(() => session.Execute(Rewrite), cancellationToken).ConfigureAwait(false);
            await TruncateLogAsync().ConfigureAwait(false);
        }
        finally
        {
            End();
        }

        if (LogHoldsErased)
        {
            throw new StoreConflictException("A reader kept the write-ahead log from being emptied. The file is rewritten; the next commit tries to empty the log.");
        }
    }

    private bool TryTruncateLog()
    {
        LogHoldsErased = !session.TryTruncateLog();
        return !LogHoldsErased;
    }

    /// <summary>Undoes what is not committed and lets the next one in.</summary>
    public void End()
    {
        try
        {
            if (session.InTransaction)
            {
                session.Statement(Rollback).Run();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        session.Dispose();
        _turn.Dispose();
    }

    private async ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(busyTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _turn.WaitAsync(either.Token).ConfigureAwait(false);
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
