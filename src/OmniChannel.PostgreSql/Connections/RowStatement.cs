using Npgsql;

namespace OmniChannel.PostgreSql;

/// <summary>A statement that writes one row, and the same over many rows, one array for each column; $1 is the tenant in both, the columns follow.</summary>
/// <param name="table">Which table it writes.</param>
/// <param name="one">For one row.</param>
/// <param name="many">For many: <c>unnest($2, $3, …)</c>.</param>
/// <param name="answers">Whether it answers a row, which nobody reads: that of a proof.</param>
internal sealed class RowStatement(string table, string one, string many, bool answers = false)
{
    /// <summary>A statement that fails, and its transaction with it, unless it is so of every row that is asked for: see <see cref="Proven"/>.</summary>
    public static RowStatement Proof(string table, string many) => new(table, "", many, answers: true);

    /// <summary>What a proof selects: a division by zero, which no other statement of the store meets, unless as many rows were met as were named.</summary>
    public const string Proven = "SELECT 1 / (count(*) = cardinality($2))::integer";

    public bool Answers => answers;

    public string Table => table;

    /// <summary>Writes one row: its columns are a number, a text, bytes or a truth each.</summary>
    public NpgsqlBatchCommand For(int tenant, object[] columns)
    {
        if (one.Length == 0)
        {
            return For(tenant, [columns]);
        }

        var command = new NpgsqlBatchCommand(one).With(tenant);
        foreach (var column in columns)
        {
            command.Parameters.Add(column switch
            {
                long number => new NpgsqlParameter<long> { TypedValue = number },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                string text => new NpgsqlParameter<string> { TypedValue = text },
                bool truth => new NpgsqlParameter<bool> { TypedValue = truth },
                _ => new NpgsqlParameter<byte[]> { TypedValue = (byte[])column },
            });
        }

        return command;
    }

    /// <summary>Writes many rows.</summary>
    public NpgsqlBatchCommand For(int tenant, IReadOnlyList<object[]> rows)
    {
        var command = new NpgsqlBatchCommand(many).With(tenant);
        for (var column = 0; column < rows[0].Length; column++)
        {
            command.Parameters.Add(rows[0][column] switch
            {
                long => Array<long>(rows, column),
                int => Array<int>(rows, column),
                string => Array<string>(rows, column),
                bool => Array<bool>(rows, column),
                _ => Array<byte[]>(rows, column),
            });
        }

        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(IReadOnlyList<object[]> rows, int column)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = (T)rows[row][column];
        }

        return new NpgsqlParameter<T[]> { TypedValue = values };
    }
}
