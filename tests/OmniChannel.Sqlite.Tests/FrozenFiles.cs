using System.Diagnostics;

namespace OmniChannel.Tests.Stores;

/// <summary>A database's files made immutable while they are open: the kernel refuses every write to them, whoever makes it, until they are let go.</summary>
internal static class FrozenFiles
{
    /// <summary>Skips the test where the file system knows nothing of it: no server that could be installed is missing, and a file that SQLite itself calls read-only is tested everywhere.</summary>
    /// <param name="folder">Where the database will be.</param>
    public static void Require(string folder)
    {
        var probe = Path.Combine(folder, "probe");
        File.WriteAllText(probe, "");
        using var open = new FileStream(probe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            if (Change("+i", probe) != 0)
            {
                Assert.Skip("Needs the right to make files immutable (root, CAP_LINUX_IMMUTABLE), on a file system that knows it.");
            }

            try
            {
                open.Write([1]);
                Assert.Skip("Needs a file system that keeps to it for files that are open (ext4).");
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // As it should be.
            }
        }
        finally
        {
            Change("-i", probe);
        }
    }

    /// <summary>Freezes what is written: the database and its log.</summary>
    /// <remarks>Not the index of the log ('-shm'): it is mapped, and a page of it that could not be written would end the process with a signal, as it would on a file system that turned read-only.</remarks>
    public static void Freeze(string file) => Assert.Equal(0, Change("+i", file, $"{file}-wal"));

    public static void LetGo(string file) => Change("-i", file, $"{file}-wal");

    private static int Change(string how, params string[] files)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("chattr", [how, .. files]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1; // no such program here
        }
    }
}
