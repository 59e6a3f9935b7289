using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>Turns SQLite's result codes (sqlite.org/rescode.html) into the exceptions of the contract: each says what to do.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int NoRoomForIndex = 4874; // SQLITE_IOERR_SHMSIZE: "the underlying filesystem volume is out of space"
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int Error = 1;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Misuse = 21;
    private const int OutOfRange = 25;

    /// <summary>Whether somebody else holds the file at the moment.</summary>
    public static bool IsBusy(int code) => (code & 0xFF) is Busy or Locked;

    /// <param name="extendedCode">The extended result code; its low byte is the primary one.</param>
    /// <param name="message">SQLite's own words.</param>
    /// <param name="path">The file.</param>
    public static Exception Of(int extendedCode, string message, string path)
    {
        var cause = new SqliteException($"SQLite error {extendedCode}: {message}", extendedCode & 0xFF, extendedCode);
        return (extendedCode == NoRoomForIndex ? Full : extendedCode & 0xFF) switch
        {
            Busy or Locked => new StoreConflictException($"'{path}' is held by another unit of work or process (SQLite {extendedCode}). Nothing was stored; roll back and try again.", cause),
            ReadOnly => new StoreUnavailableException($"'{path}' cannot be written (SQLite {extendedCode}: {message}). Give this process the right to write the file and its folder: SQLite keeps '-wal' and '-shm' files beside it.", cause),
            CannotOpen => new StoreUnavailableException($"'{path}' or its '-wal' and '-shm' files cannot be opened (SQLite {extendedCode}: {message}). The path must name a file in a folder that this process may write.", cause),
            NotADatabase => new StoreUnavailableException($"'{path}' is not a SQLite database, or an encrypted one. Check the path; move the file away if the store should begin anew.", cause),
            Corrupt => new StoreUnavailableException($"'{path}' is damaged (SQLite {extendedCode}: {message}). Restore a copy, or recover it by the sqlite3 tool's .recover.", cause),
            Full => new StoreUnavailableException($"The disk of '{path}' is full. Nothing was stored; make room and try again.", cause),
            InputOutput => new StoreUnavailableException($"The disk of '{path}' failed (SQLite {extendedCode}: {message}). Nothing is known to be stored by this unit; check the disk.", cause),
            Error or TooBig or Constraint or Mismatch or Misuse or OutOfRange => cause, // a statement or a value of ours: nothing that time mends
            _ => new StoreUnavailableException($"'{path}' cannot be worked with at the moment (SQLite {extendedCode}: {message}). Nothing of this is known to be stored.", cause),
        };
    }
}
