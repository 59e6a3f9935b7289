using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OmniChannel.Sqlite;

/// <summary>A connection and its prepared statements; used by one caller at a time.</summary>
/// <remarks>
/// It drives SQLite through the handle, not through <see cref="SqliteCommand"/>: that one waits for a locked file by putting the thread to sleep, and cannot tell
/// 517 from 5 before it has.
/// </remarks>
internal sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly SqliteConnection? _owned;
    private readonly sqlite3 _handle;
    private readonly string _path;

    private SqliteSession(SqliteConnection connection, SqliteConnection? owned, string path)
    {
        _owned = owned;
        _handle = connection.Handle ?? throw new ArgumentException("The connection is not open.", nameof(connection));
        _path = path;
    }

    /// <summary>A connection of our own, closed with the session.</summary>
    public static SqliteSession Open(SqliteFile file)
    {
        var connection = file.Open();
        return new SqliteSession(connection, connection, file.Path);
    }

    /// <summary>The host's connection: only our statements end with the session.</summary>
    public static SqliteSession Over(SqliteConnection connection, string path) => new(connection, null, path);

    /// <summary>Whether a transaction is open. SQLite ends it by itself after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Whether SQLite opened the file without the right to write it.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>What failed last since <see cref="ClearFailure"/>: a unit in which a statement did must not commit.</summary>
    public Exception? Failed { get; private set; }

    /// <summary>The file that the connection has open, as SQLite sees it.</summary>
    public static string FileOf(sqlite3? handle) => handle is null ? "" : raw.sqlite3_db_filename(handle, "main").utf8_to_string();

    /// <summary>The file of this session, as SQLite sees it.</summary>
    public string FileName => FileOf(_handle);

    /// <summary>Lets SQLite wait inside a call for a locked file.</summary>
    public void WaitWhenBusy(TimeSpan timeout) => raw.sqlite3_busy_timeout(_handle, (int)double.Min(timeout.TotalMilliseconds, int.MaxValue));

    /// <summary>What is deleted or replaced is overwritten with zeros in the file: what was erased cannot be read from it.</summary>
    public void OverwriteWhatIsDeleted() => Execute("PRAGMA secure_delete = ON");

    /// <summary>Copies the write-ahead log into the file and empties it.</summary>
    /// <returns>False when a reader or another process is in the way; the commits in the log stand in either case.</returns>
    public bool TryTruncateLog() => raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) == raw.SQLITE_OK;

    /// <summary>
    /// After the disk refused something: copies the log into the file now, if it can be, and from now on after each megabyte. A log that grows until the disk is full is copied by nobody, since that happens at a commit,
    /// and then no commit succeeds any more.
    /// </summary>
    public void KeepLogShort()
    {
        Try("PRAGMA wal_autocheckpoint = 256");
        TryTruncateLog();
    }

    public void ClearFailure() => Failed = null;

    /// <summary>The statement for this text, prepared once. The text must be a constant: it is compared by reference.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared) != raw.SQLITE_OK)
            {
                throw Failure();
            }

            _statements.Add(sql, statement = new SqliteStatement(this, prepared));
        }

        return statement;
    }

    /// <summary>Reads several things as they all were at one instant.</summary>
    /// <returns>What was found, in the order asked for.</returns>
    public IReadOnlyList<TRow?> InOneLook<TAddress, TRow>(IReadOnlyList<TAddress> addresses, long tenant, Func<SqliteSession, long, TAddress, TRow?> read)
        where TRow : class
    {
        var rows = new TRow?[addresses.Count];
        InOneLook(() =>
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = read(this, tenant, addresses[i]);
            }
        });
        return rows;
    }

    /// <summary>Reads several things as they all were at one instant.</summary>
    public void InOneLook(Action read)
    {
        Statement("BEGIN").Run();
        try
        {
            read();
        }
        finally
        {
            Statement("COMMIT").Run();
        }
    }

    /// <summary>Runs a text of one or more statements that answer no rows.</summary>
    public void Execute(string script)
    {
        if (raw.sqlite3_exec(_handle, script) != raw.SQLITE_OK)
        {
            throw Failure();
        }
    }

    /// <summary>Runs one statement and answers what SQLite answered: nothing is thrown, nothing counts as a failure.</summary>
    public int Try(string sql) => raw.sqlite3_exec(_handle, sql);

    /// <summary>The last error as an exception of the contract.</summary>
    public Exception Failure() => Failed = SqliteFailure.Of(raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string(), _path);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _owned?.Dispose();
    }
}
