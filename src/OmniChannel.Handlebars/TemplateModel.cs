namespace OmniChannel;

/// <summary>What a template takes from the values: which paths it loops over, which it asks whether anything is below, and what it asks of loops. Immutable.</summary>
internal sealed class TemplateModel(IEnumerable<string> paths, IEnumerable<string> tested, bool asksTheTurn)
{
    private const string Star = ".*";
    private const string InItem = ".*.";

    /// <summary>The lists that stand at the root.</summary>
    public string[] Lists { get; } = [.. paths.Where(path => path.EndsWith(Star, StringComparison.Ordinal) && path.IndexOf(Star, StringComparison.Ordinal) == path.Length - 2).Select(path => path[..^2])];

    /// <summary>What stands before the paths of what is in them.</summary>
    public string[] ListRoots => field ??= [.. Lists.Select(list => list + ".")];

    /// <summary>Lists within items, from the item: what is behind the last star but one.</summary>
    public string[] InnerLists { get; } =
        [.. paths.Where(path => path.EndsWith(Star, StringComparison.Ordinal) && path.Contains(InItem, StringComparison.Ordinal)).Select(path => FromItem(path[..^2])).Distinct(StringComparer.Ordinal)];

    /// <summary>Paths that are true where they have no value but something below them has.</summary>
    public string[] Folders { get; } = [.. tested.Where(path => !path.Contains(Star, StringComparison.Ordinal))];

    /// <summary>The same within items, from the item.</summary>
    public string[] InnerFolders { get; } = [.. tested.Where(path => path.Contains(InItem, StringComparison.Ordinal)).Select(FromItem).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a loop is asked which turn it is: by <c>@index</c>, <c>@first</c>, <c>@last</c> or <c>@key</c>.</summary>
    public bool AsksTheTurn => asksTheTurn;

    private static string FromItem(string path) => path[(path.LastIndexOf(InItem, StringComparison.Ordinal) + InItem.Length)..];
}
