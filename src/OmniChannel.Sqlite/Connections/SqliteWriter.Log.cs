using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <content>Its write-ahead log: brought to the disk, copied into the file, freed of what was erased.</content>
internal sealed partial class SqliteWriter
{
    private const string Rewrite = "VACUUM";

    /// <summary>Whether the write-ahead log may still hold what was erased: pages as they were before.</summary>
    public bool LogHoldsErased { get; set; }

    /// <summary>Makes a commit durable, and tells those who share it.</summary>
    /// <exception cref="StoreOutcomeUnknownException">The disk refused it. Others see it already, and after the next loss of power it may be gone.</exception>
    public ValueTask FlushAsync(SharedCommit commit)
    {
        if (flush is { } log && commit.Number > 0)
        {
            return UntilFlushedAsync(log, commit);
        }

        commit.Succeed();
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until all that a unit may have seen is on the disk: what is answered without a commit cannot be lost with the power either.</summary>
    /// <exception cref="StoreUnavailableException">The disk refused it.</exception>
    public ValueTask UntilDurableAsync() => flush is { } log ? log.UntilAsync(log.Announced) : ValueTask.CompletedTask;

    /// <summary>Waits until the write-ahead log, which holds what was erased, is emptied into the file: for a reader in the way as long as for a locked file, while others write. Each commit tries it, and whoever waits here where nobody commits.</summary>
    public async ValueTask UntilLogIsEmptiedAsync()
    {
        var started = timeProvider.GetTimestamp();
        while (LogHoldsErased && timeProvider.GetElapsedTime(started) < busyTimeout)
        {
            await Task.Delay(LongestPause, timeProvider).ConfigureAwait(false);
            if (_turns.TryTake())
            {
                try
                {
                    lock (_reading)
                    {
                        _ = _isClosed || !LogHoldsErased || TryTruncateLog();
                    }
                }
                finally
                {
                    _turns.Release();
                }
            }
        }
    }

    /// <summary>Rewrites the whole file and empties the log. Balancing leaves copies of rows in the free space of pages, which deleting does not overwrite.</summary>
    /// <exception cref="StoreConflictException">Somebody held the file or the turn for longer than the busy timeout.</exception>
    public async ValueTask RewriteAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        SharedCommit? commit = null;
        try
        {
            commit = Commit();
            await Task.Run(() => session.Execute(Rewrite), cancellationToken).ConfigureAwait(false);
            TryTruncateLog();
        }
        finally
        {
            End();
            if (commit is not null)
            {
                await FlushAsync(commit).ConfigureAwait(false);
            }
        }

        await UntilLogIsEmptiedAsync().ConfigureAwait(false);
        if (LogHoldsErased)
        {
            throw new StoreConflictException("A reader kept the write-ahead log from being emptied. The file is rewritten; the next commit tries to empty the log.");
        }
    }

    private bool TryTruncateLog()
    {
        LogHoldsErased = !session.TryTruncateLog();
        if (!LogHoldsErased)
        {
            flush?.Emptied();
        }

        return !LogHoldsErased;
    }

    /// <summary>Makes durable what others have shared with one that is undone. Those are told of a failure; it is not the business of the one that undid its own.</summary>
    private async Task TellAsync(SharedCommit others) => await FlushAsync(others).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async ValueTask UntilFlushedAsync(LogFlush log, SharedCommit commit)
    {
        try
        {
            await log.UntilAsync(commit.Number).ConfigureAwait(false);
        }
        catch (StoreUnavailableException refused)
        {
            var unknown = new StoreOutcomeUnknownException($"{refused.Message} Others see it as stored, and the next loss of power may undo it: read again before you repeat it, or repeat it under the same key.", refused);
            commit.Fail(unknown);
            throw unknown;
        }

        commit.Succeed();
    }
}
