using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>Statements run by Npgsql alone on one connection, prepared once they were seen twice.</summary>
/// <param name="connection">Open.</param>
/// <param name="together">Whether statements that need no answer travel with the next one, as the store does it, or each on its own.</param>
internal sealed class PostgreSqlStatements(NpgsqlConnection connection, bool together)
{
    private readonly List<(string Sql, object[] Values)> _waiting = [];

    /// <summary>The number of the highest event in the partition that was read last.</summary>
    public long LastEvent { get; private set; }

    /// <summary>Runs one whose answer is known.</summary>
    public async Task LaterAsync(string sql, params object[] values)
    {
        _waiting.Add((sql, values));
        if (!together)
        {
            await AskAsync(null);
        }
    }

    /// <summary>Runs one and what waits.</summary>
    /// <returns>The first column of the last row.</returns>
    public async Task<long> AskAsync(string? sql, params object[] values)
    {
        if (sql is not null)
        {
            _waiting.Add((sql, values));
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var (text, parameters) in _waiting)
        {
            var command = new NpgsqlBatchCommand(text);
            foreach (var value in parameters)
            {
                command.Parameters.Add(value switch
                {
                    int number => new NpgsqlParameter<int> { TypedValue = number },
                    long number => new NpgsqlParameter<long> { TypedValue = number },
                    string word => new NpgsqlParameter<string> { TypedValue = word },
                    _ => new NpgsqlParameter<byte[]> { TypedValue = (byte[])value },
                });
            }

            batch.BatchCommands.Add(command);
        }

        _waiting.Clear();
        await using var reader = await batch.ExecuteReaderAsync();
        var found = 0L;
        do
        {
            while (await reader.ReadAsync())
            {
                found = reader.GetFieldType(0) == typeof(long) ? reader.GetInt64(0) : found;
                LastEvent = reader.FieldCount == 4 ? reader.GetInt64(3) : LastEvent;
                if (reader.FieldCount == 2)
                {
                    reader.GetFieldValue<byte[]>(1);
                }
            }
        }
        while (await reader.NextResultAsync());
        return found;
    }
}
