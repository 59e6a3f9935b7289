namespace OmniChannel.Tests.Layers;

/// <summary>Finds what breaks the order of the folders in a set of files of one package.</summary>
internal static class LayerCheck
{
    private static readonly string[] NotInPureLayers =
        ["Task", "ValueTask", "IAsyncEnumerable", "async", "await", "ILogger", "ILoggerFactory", "LoggerMessage", "IServiceCollection", "IServiceProvider"];

    private static readonly string[] ContainerTypes = ["IServiceCollection", "ServiceDescriptor"];

    /// <summary>Every breach in Core's files; paths are relative to <c>src/OmniChannel.Core</c>.</summary>
    public static IReadOnlyList<string> Breaches(IEnumerable<SourceFile> core)
    {
        var files = core.Select(file => (file.Path, Folder: FolderOf(file.Path), Use: new TypeUse(file.Text))).ToList();
        var highest = files
            .SelectMany(file => file.Use.Declared.Select(name => (name, file.Folder, Line: LayerOrder.LineOf(file.Folder))))
            .GroupBy(declared => declared.name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MinBy(declared => declared.Line), StringComparer.Ordinal);
        var firstThatAwaits = LayerOrder.LineOf(LayerOrder.FirstThatAwaits);
        var breaches = new List<string>();
        foreach (var (path, folder, use) in files)
        {
            var line = LayerOrder.LineOf(folder);
            if (line < 0)
            {
                breaches.Add($"{path}: '{folder}' is no folder of the order; put the file into a layer or add the layer to LayerOrder.Lines");
                continue;
            }

            breaches.AddRange(use.Used
                .Where(name => highest.TryGetValue(name.Text, out var declared) && declared.Line > line)
                .Select(name => $"{path}:{name.Line}: {folder} uses {name.Text} of {highest[name.Text].Folder}, a folder below it"));
            if (line < firstThatAwaits)
            {
                breaches.AddRange(use.Words
                    .Where(word => NotInPureLayers.Contains(word.Text))
                    .Select(word => $"{path}:{word.Line}: {folder} is pure: no {word.Text}"));
            }
        }

        return breaches;
    }

    /// <summary>Files of any package that know the container outside the folder for it.</summary>
    public static IReadOnlyList<string> ContainerOutsideItsFolder(IEnumerable<SourceFile> files)
        => [.. from file in files
               where !file.Path.Split('/').Contains(LayerOrder.Container)
               from word in new TypeUse(file.Text).Words
               where ContainerTypes.Contains(word.Text)
               select $"{file.Path}:{word.Line}: {word.Text} belongs into a {LayerOrder.Container} folder"];

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "(root)";
}
