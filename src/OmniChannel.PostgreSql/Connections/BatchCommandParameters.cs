using Npgsql;
using NpgsqlTypes;

namespace OmniChannel.PostgreSql;

/// <summary>Positional parameters, $1 first, each of one type: so a statement is prepared once.</summary>
internal static class BatchCommandParameters
{
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, long value)
    {
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, int value)
    {
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, bool value)
    {
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string value)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, long[] values)
    {
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = values });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, int[] values)
    {
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = values });
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string[] values)
    {
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = values });
        return command;
    }

    /// <summary>Bytes, copied: the statement may wait for its turn, and the caller may use its buffer again.</summary>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, ReadOnlyMemory<byte> value)
    {
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = value.ToArray() });
        return command;
    }

    /// <summary>An instant as ticks of 100 ns since the year 1, UTC: PostgreSQL's own type keeps microseconds only.</summary>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, DateTimeOffset value) => command.With(value.UtcTicks);

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            return command.With(time);
        }

        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = DBNull.Value });
        return command;
    }

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static byte[] Body(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
