using System.Runtime.CompilerServices;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The connections, ours or the host's.</summary>
internal sealed class PostgreSqlPool(NpgsqlDataSource source, bool owned, PostgreSqlTarget target) : IAsyncDisposable
{
    /// <summary>A connection that was idle while the server went away is found out by using it; the first one that is empties the pool, as Npgsql does.</summary>
    private const int Tries = 3;
    private const int MostWarm = 4;

    private readonly string _server = NameOf(source);

    /// <summary>None of the host's: what it does not use is the host's to use.</summary>
    private readonly WarmConnections? _warm = owned ? new WarmConnections(int.Min(MostWarm, MostOf(source) / 8)) : null;
    private readonly (PoolRoom Units, PoolRoom Reads) _rooms = RoomsOf(source, TimeSpan.FromSeconds(target.BusySeconds));

    /// <summary>Host, port and database.</summary>
    public string Server => _server;

    public NpgsqlDataSource Source => source;

    /// <summary>Opens a unit of work on a fresh session, which it keeps; begun again on another when the connection turns out to be gone.</summary>
    public ValueTask<T> UseAsync<T>(Func<PostgreSqlSession, ValueTask<T>> use, CancellationToken cancellationToken) => UseAsync(_rooms.Units, use, cancellationToken);

    /// <summary>Does something on a fresh session, which it may keep, and does it again on another when the connection turns out to be gone: so it must store nothing that may not be stored twice.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    private async ValueTask<T> UseAsync<T>(PoolRoom room, Func<PostgreSqlSession, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var session = await OpenAsync(room, cancellationToken).ConfigureAwait(false);
            try
            {
                return await use(session).ConfigureAwait(false);
            }
            catch (StoreUnavailableException cut) when (session.IsLost && tried < Tries && cut.InnerException is not NpgsqlException { InnerException: TimeoutException })
            {
                await session.DisposeAsync().ConfigureAwait(false);
                if (_warm is not null)
                {
                    await _warm.LetGoAsync(forGood: false).ConfigureAwait(false);
                }
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Reads something on a session of its own.</summary>
    /// <remarks>It has connections of its own, which no unit takes: whoever holds a unit may read beside it.</remarks>
    public ValueTask<T> ReadAsync<T>(Func<PostgreSqlSession, ValueTask<T>> read, CancellationToken cancellationToken) => UseAsync(
        _rooms.Reads,
        async session =>
        {
            var result = await read(session).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    /// <summary>The host's connection: only our statements end with the session.</summary>
    public PostgreSqlSession Over(NpgsqlConnection connection) => new(connection, room: null, warm: null, _server, target.BusySeconds);

    public async ValueTask DisposeAsync()
    {
        if (_warm is not null)
        {
            await _warm.LetGoAsync(forGood: true).ConfigureAwait(false);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<PostgreSqlSession> OpenAsync(PoolRoom room, CancellationToken cancellationToken)
    {
        await room.EnterAsync(_server, cancellationToken).ConfigureAwait(false);
        var isOpen = false;
        try
        {
            var connection = _warm?.Take() ?? await source.OpenApartAsync(cancellationToken).ConfigureAwait(false);
            isOpen = true;
            return new PostgreSqlSession(connection, room, _warm, _server, target.BusySeconds);
        }
        catch (NpgsqlException failure)
        {
            throw PostgreSqlFailure.Of(failure, _server, alive: false, target.BusySeconds);
        }
        finally
        {
            if (!isOpen)
            {
                room.Leave(wasServed: false);
            }
        }
    }

    /// <summary>A quarter of the connections is for reading, one for the hints that come.</summary>
    private static (PoolRoom, PoolRoom) RoomsOf(NpgsqlDataSource source, TimeSpan patience)
    {
        var most = MostOf(source);
        var (reads, served) = (int.Max(1, most / 4), new StrongBox<long>());
        return (new PoolRoom(int.Max(1, most - reads - 1), patience, served), new PoolRoom(reads, patience, served));
    }

    private static int MostOf(NpgsqlDataSource source) => new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;

    private static string NameOf(NpgsqlDataSource source)
    {
        var parts = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"PostgreSQL on {parts.Host}:{parts.Port}, database '{parts.Database ?? parts.Username}',";
    }
}
