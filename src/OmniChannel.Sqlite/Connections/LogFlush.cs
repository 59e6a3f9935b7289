using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>
/// Brings the write-ahead log to the disk outside the writer's turn: while it is flushed the next transaction is written, and all that were committed meanwhile have the next flush in common. A unit that has seen a commit
/// which is not on the disk yet, and commits nothing itself, waits for that before it ends; one that commits upon it has a later place in the log, so nothing can be on the disk without what it rests on. Safe for many threads.
/// </summary>
/// <remarks>
/// Pre-committed transactions: DeWitt et al., "Implementation Techniques for Main Memory Database Systems", SIGMOD 1984, section 5.2. SQLite itself flushes the log before it copies it into the file, and never begins
/// it anew without that (sqlite.org/pragma.html#pragma_synchronous, NORMAL).
/// </remarks>
/// <param name="flush">Brings what is in the log to the disk; throws what <see cref="RandomAccess.FlushToDisk"/> does.</param>
/// <param name="path">The file, for messages.</param>
internal sealed class LogFlush(Action flush, string path)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _change;
    private Exception? _failure;
    private bool _isFlushing;
    private long _announced;
    private long _written;
    private long _flushed;

    /// <summary>The number of the last commit that may have been seen.</summary>
    public long Announced => Volatile.Read(ref _announced);

    /// <summary>Whether the disk refused a flush: what is in the log then may be lost with the power, and all that is written behind it.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Before a commit that is to be answered for; one at a time.</summary>
    /// <returns>Its number.</returns>
    public long Announce() => Interlocked.Increment(ref _announced);

    /// <summary>After it, whether or not anything was written: it can be flushed now.</summary>
    public void Written(long number)
    {
        TaskCompletionSource? change;
        lock (_gate)
        {
            _written = number;
            change = Changed();
        }

        change?.SetResult();
    }

    /// <summary>The log was copied into the file and is empty: nothing of it waits for the disk.</summary>
    public void Emptied()
    {
        TaskCompletionSource? change;
        lock (_gate)
        {
            (_flushed, _failure) = (_written, null);
            change = Changed();
        }

        change?.SetResult();
    }

    /// <summary>Waits until a commit and all before it are on the disk, or brings them there.</summary>
    /// <exception cref="StoreUnavailableException">The disk refused it.</exception>
    public async ValueTask UntilAsync(long number)
    {
        while (Next(number, out var written) is { } next)
        {
            if (written > 0)
            {
                Flush(written);
            }
            else
            {
                await next.ConfigureAwait(false);
            }
        }
    }

    /// <returns>Null once it is on the disk; otherwise what to wait for, or, with the number up to which it is written, that the caller has to flush.</returns>
    private Task? Next(long number, out long written)
    {
        lock (_gate)
        {
            written = 0;
            if (_flushed >= number)
            {
                return null;
            }

            if (_failure is not null)
            {
                throw new StoreUnavailableException($"The disk of '{path}' failed. Nothing is known to be kept of what was committed; check the disk.", _failure);
            }

            if (_isFlushing || _written < number)
            {
                return (_change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            _isFlushing = true;
            written = _written;
            return Task.CompletedTask;
        }
    }

    private void Flush(long written)
    {
        Exception? failure = null;
        try
        {
            flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            failure = exception;
        }

        TaskCompletionSource? change;
        lock (_gate)
        {
            _isFlushing = false;
            (_flushed, _failure) = failure is null ? (long.Max(_flushed, written), _failure) : (_flushed, failure);
            change = Changed();
        }

        change?.SetResult();
    }

    private TaskCompletionSource? Changed()
    {
        var change = _change;
        _change = null;
        return change;
    }
}
