using Microsoft.Win32.SafeHandles;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The file's write-ahead log, opened beside SQLite only to be flushed. SQLite keeps the log as long as the writer's connection is open, and takes no locks on it.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private LogFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens the log of a file that a connection has open.</summary>
    /// <param name="database">The file, as SQLite names it; its log has that name and "-wal" behind it (sqlite.org/walformat.html).</param>
    /// <exception cref="StoreUnavailableException">It cannot be opened.</exception>
    public static LogFile Open(string database)
    {
        try
        {
            return new LogFile(File.OpenHandle(database + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The log '{database}-wal' cannot be opened. Give this process the right to write the file and its folder: SQLite keeps '-wal' and '-shm' files beside it.", failure);
        }
    }

    /// <summary>Waits until the disk has confirmed what is in the log.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
