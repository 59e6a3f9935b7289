using Npgsql;

namespace OmniChannel.PostgreSql;

/// <summary>The few connections that were used last, the last of them first. Safe for many threads.</summary>
/// <remarks>
/// Npgsql's pool hands out the one that has rested longest: a single caller would go round all the connections that a burst has left behind, each with a server process whose plans and tables have cooled down. What rests here for a
/// while goes back to that pool, which closes what nobody needs.
/// </remarks>
/// <param name="most">How many rest here at most: far fewer than the pool has, so that whoever waits for the pool gets one as soon as others end, at the latest.</param>
internal sealed class WarmConnections(int most)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<(NpgsqlConnection Connection, long Since)> _resting = [];
    private bool _isOver;

    /// <summary>The one that was used last; null when none rests here.</summary>
    public NpgsqlConnection? Take()
    {
        lock (_gate)
        {
            if (_resting is not [.., var last])
            {
                return null;
            }

            _resting.RemoveAt(_resting.Count - 1);
            return last.Connection;
        }
    }

    /// <summary>Keeps an open connection on which nothing is under way, or gives back one in its place.</summary>
    public ValueTask KeepAsync(NpgsqlConnection connection)
    {
        var now = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            if (_isOver)
            {
                return connection.DisposeAsync();
            }

            _resting.Add((connection, now));
            if (_resting.Count <= most && TimeProvider.System.GetElapsedTime(_resting[0].Since, now) < Rest)
            {
                return ValueTask.CompletedTask;
            }

            (connection, _) = _resting[0];
            _resting.RemoveAt(0);
        }

        return connection.DisposeAsync();
    }

    /// <summary>Gives all of them back: the server has gone, or the store ends.</summary>
    /// <param name="forGood">Whether none is kept any more.</param>
    public async ValueTask LetGoAsync(bool forGood)
    {
        NpgsqlConnection[] resting;
        lock (_gate)
        {
            (resting, _isOver) = ([.. _resting.Select(one => one.Connection)], _isOver || forGood);
            _resting.Clear();
        }

        foreach (var connection in resting)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
