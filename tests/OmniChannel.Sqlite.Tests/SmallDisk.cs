using System.Diagnostics;

namespace OmniChannel.Tests.Stores;

/// <summary>A file system of its own with little room, in memory, that a test fills to the last block. Mounting needs root, as CI has it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Block = 4096;
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    /// <summary>The path of a database on it.</summary>
    public string File => _folder.File;

    private string Ballast => Path.Combine(_folder.Path, "ballast");

    /// <summary>Skips the test, or fails it in CI, where nothing can be mounted.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk._folder.Path) != 0)
        {
            disk._folder.Dispose();
            Needs.Missing("Needs the right to mount a tmpfs (root).");
        }

        return disk;
    }

    /// <summary>Leaves no block free.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(new byte[Block]);
            }
        }
        catch (IOException)
        {
            // That was the last one.
        }
    }

    public void Free() => System.IO.File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", _folder.Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
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
