using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The connections, ours or the host's.</summary>
internal sealed class PostgreSqlPool(NpgsqlDataSource source, bool owned, PostgreSqlTarget target) : IAsyncDisposable
{
    /// <summary>A connection that was idle while the server went away is found out by using it; the first one that is empties the pool, as Npgsql does.</summary>
    private const int Tries = 3;

    private readonly string _server = NameOf(source);

    /// <summary>Host, port and database.</summary>
    public string Server => _server;

    public NpgsqlDataSource Source => source;

    /// <summary>Does something on a fresh session, which it may keep, and does it again on another when the connection turns out to be gone: so it must store nothing that may not be stored twice.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    public async ValueTask<T> UseAsync<T>(Func<PostgreSqlSession, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await use(session).ConfigureAwait(false);
            }
            catch (StoreUnavailableException cut) when (session.IsLost && tried < Tries && cut.InnerException is not NpgsqlException { InnerException: TimeoutException })
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Reads something on a session of its own.</summary>
    public ValueTask<T> ReadAsync<T>(Func<PostgreSqlSession, ValueTask<T>> read, CancellationToken cancellationToken) => UseAsync(
        async session =>
        {
            var result = await read(session).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    /// <summary>The host's connection: only our statements end with the session.</summary>
    public PostgreSqlSession Over(NpgsqlConnection connection) => new(connection, owned: false, _server, target.BusySeconds);

    public ValueTask DisposeAsync() => owned ? source.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<PostgreSqlSession> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return new PostgreSqlSession(connection, owned: true, _server, target.BusySeconds);
        }
        catch (NpgsqlException failure)
        {
            throw PostgreSqlFailure.Of(failure, _server, alive: false, target.BusySeconds);
        }
    }

    private static string NameOf(NpgsqlDataSource source)
    {
        var parts = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"PostgreSQL on {parts.Host}:{parts.Port}, database '{parts.Database ?? parts.Username}',";
    }
}
