namespace OmniChannel.Tests;

/// <summary>One source file: its path from the root with forward slashes, and its text.</summary>
internal readonly record struct SourceFile(string Path, string Text)
{
    /// <summary>Every C# file below a folder of the repository, without bin and obj.</summary>
    public static IReadOnlyList<SourceFile> Below(params string[] folder)
    {
        var top = Repository.PathOf(folder);
        return !Directory.Exists(top)
            ? []
            : [.. Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
                .Select(path => (Full: path, Relative: System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')))
                .Where(path => !path.Relative.Split('/').Any(part => part is "bin" or "obj"))
                .OrderBy(path => path.Relative, StringComparer.Ordinal)
                .Select(path => new SourceFile(path.Relative, File.ReadAllText(path.Full)))];
    }
}
