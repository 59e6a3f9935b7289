using System.Globalization;

namespace OmniChannel.Development;

/// <summary>A folder in which a file is whole or not there, and is written once.</summary>
internal sealed class DevelopmentFolder(string path)
{
    private static readonly Lock Moving = new();
    private static long s_parts;

    /// <summary>The folder, as a whole path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Writes a file unless one of its name is there.</summary>
    /// <returns>Whether it was written now; false when it was there before.</returns>
    /// <exception cref="IOException">The disk or the path does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public async ValueTask<bool> WriteOnceAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var file = System.IO.Path.Combine(Path, name);
        if (File.Exists(file))
        {
            return false;
        }

        // Written beside it and then moved: who looks into the folder sees no half file, and of two that write at once one is first.
        var part = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}-{Interlocked.Increment(ref s_parts)}.part"));
        try
        {
            await File.WriteAllBytesAsync(part, bytes, cancellationToken).ConfigureAwait(false);

            // A move looks whether the file is there and then renames: between the two another may come. Of two processes both may be told that theirs was first, over the same bytes.
            lock (Moving)
            {
                if (File.Exists(file))
                {
                    return false;
                }

                File.Move(part, file, overwrite: false);
                return true;
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
