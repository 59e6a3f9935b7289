using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Looks every 10 milliseconds whether the file was changed, as long as a transaction of the host that a unit joined is open: so its commit is noticed at once. Never by SQLite's commit hook, of which there is one, and which fires before the commit is complete.</summary>
internal sealed class JoinedWatch(SqliteReaders readers, StoreHints hints, TimeProvider time)
{
    private const string Version = "PRAGMA data_version";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<SqliteTransaction> _open = [];
    private Task _looking = Task.CompletedTask;
    private Exception? _failure;

    /// <summary>Why it ceased to look; null when it did not, or that was taken already. The next transaction has it begin again.</summary>
    public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);

    /// <summary>Looks until this transaction is over.</summary>
    public void Watch(SqliteTransaction transaction)
    {
        lock (_gate)
        {
            if (_open.Add(transaction) && _open.Count == 1)
            {
                _looking = LookAfterAsync(_looking);
            }
        }
    }

    private async Task LookAfterAsync(Task before)
    {
        await before.ConfigureAwait(false);
        try
        {
            await readers.UseAloneAsync(LookAsync).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, whoever waits for hints is told; without them the dispatcher looks after each poll interval.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _open.Clear();
                _failure = failure;
            }

            hints.GiveAll();
        }
    }

    private async ValueTask LookAsync(SqliteSession session)
    {
        var seen = Read(session);
        while (true)
        {
            await Task.Delay(Pause, time).ConfigureAwait(false);

            // First who is over, then the version: so the last commit is seen.
            bool isOver;
            lock (_gate)
            {
                _open.RemoveWhere(static transaction => transaction.Connection is null);
                isOver = _open.Count == 0;
            }

            var version = Read(session);
            if (version != seen)
            {
                seen = version;
                hints.GiveAll();
            }

            if (isOver)
            {
                return;
            }
        }
    }

    private static long Read(SqliteSession session)
    {
        var statement = session.Statement(Version);
        statement.Step();
        var version = statement.Long(0);
        statement.Reset();
        return version;
    }
}
