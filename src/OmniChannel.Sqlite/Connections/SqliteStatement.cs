using System.Text;
using SQLitePCL;

namespace OmniChannel.Sqlite;

/// <summary>A prepared statement, used again and again: bind, step, read, reset. Parameters are numbered from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    private const int Short = 64;
    private const int StackBytes = 1_600; // the longest name: 512 characters of at most 3 bytes each

    public SqliteStatement Bind(int parameter, long value)
    {
        raw.sqlite3_bind_int64(statement, parameter, value);
        return this;
    }

    public SqliteStatement Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            return Bind(parameter, number);
        }

        raw.sqlite3_bind_null(statement, parameter);
        return this;
    }

    public SqliteStatement Bind(int parameter, DateTimeOffset value) => Bind(parameter, value.UtcTicks);

    public SqliteStatement Bind(int parameter, DateTimeOffset? value) => Bind(parameter, value?.UtcTicks);

    public SqliteStatement Bind(int parameter, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has a null pointer, which SQLite takes for NULL.
            raw.sqlite3_bind_text(statement, parameter, utf8z.FromString(text));
            return this;
        }

        Span<byte> utf8 = text.Length <= Short ? stackalloc byte[3 * Short] : stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        raw.sqlite3_bind_text(statement, parameter, utf8[..length]);
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> body)
    {
        // An empty span has a null pointer, which SQLite takes for NULL.
        _ = body.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, body);
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last; the statement is then ready to be bound again.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // Reset answers the same error again; read its text before.
        var failure = code == raw.SQLITE_DONE ? null : session.Failure();
        raw.sqlite3_reset(statement);
        return failure is null ? false : throw failure;
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return session.Changes;
    }

    /// <summary>Runs a statement that answers no rows, unless somebody else holds the file.</summary>
    /// <returns>Whether it ran; any other failure is thrown.</returns>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(statement);
        var failure = code == raw.SQLITE_DONE || SqliteFailure.IsBusy(code) ? null : session.Failure();
        raw.sqlite3_reset(statement);
        return failure is null ? code == raw.SQLITE_DONE : throw failure;
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Body(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public void Dispose() => raw.sqlite3_finalize(statement);
}
