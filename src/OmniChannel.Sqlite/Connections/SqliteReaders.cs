using System.Collections.Concurrent;

namespace OmniChannel.Sqlite;

/// <summary>A few connections that only read. With a write-ahead log they wait for nobody and see what is committed.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(int.Clamp(Environment.ProcessorCount, 2, 8));

    /// <summary>Runs one piece of reading on a free connection.</summary>
    public async ValueTask<TResult> ReadAsync<TArgument, TResult>(Func<SqliteSession, TArgument, TResult> read, TArgument argument, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var session))
            {
                session = Open();
            }

            try
            {
                return read(session, argument);
            }
            finally
            {
                _idle.Add(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Uses a connection of its own, for longer than a look; it is closed afterwards.</summary>
    public async ValueTask UseAloneAsync(Func<SqliteSession, ValueTask> use)
    {
        using var session = Open();
        await use(session).ConfigureAwait(false);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }

        _free.Dispose();
    }

    private SqliteSession Open()
    {
        var session = SqliteSession.Open(file);
        session.WaitWhenBusy(file.BusyTimeout);
        session.Execute("PRAGMA query_only = ON");
        return session;
    }
}
