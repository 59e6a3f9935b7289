namespace OmniChannel;

/// <summary>A message's values as Handlebars.Net asks for them, by whole paths, where they lie: nothing is copied but what is looped over. For one rendering after the other.</summary>
/// <param name="model">What the template takes from them.</param>
/// <param name="turns">How many turns the loops of one rendering may take.</param>
internal sealed class TemplateValues(TemplateModel model, int turns)
{
    /// <summary>Stands for a path that has no value of its own, but some below it.</summary>
    private const string There = "there";

    private readonly TemplateList?[] lists = new TemplateList?[model.Lists.Length];
    private IReadOnlyDictionary<string, string>? all;
    private int left;

    public TemplateModel Model => model;

    /// <summary>Whether anything was asked that is not there.</summary>
    public bool HasMissed { get; private set; }

    /// <summary>Begins a rendering.</summary>
    public void Begin(IReadOnlyDictionary<string, string> values) => (all, left, HasMissed) = (values, turns, false);

    /// <summary>Lets go of the values: they are somebody's.</summary>
    public void End()
    {
        all = null;
        foreach (var list in lists)
        {
            list?.Clear();
        }
    }

    /// <summary>What stands at a path; null for nothing.</summary>
    public object? Find(string path)
    {
        var list = PlaceOf(path, model.Lists);
        if (list >= 0)
        {
            var at = lists[list] ??= new TemplateList(this);
            if (!at.IsFilled)
            {
                at.Fill(all!, model.ListRoots[list]);
            }

            return at;
        }

        if (all!.TryGetValue(path, out var value))
        {
            return value;
        }

        HasMissed = true;
        return PlaceOf(path, model.Folders) >= 0 && HasBelow(all, path) ? There : null;
    }

    /// <summary>What stands at a path of an item of a list; null for nothing.</summary>
    public object? Find(TemplateItem item, string path)
    {
        if (PlaceOf(path, model.InnerLists) >= 0 && TemplateList.Within(this, item, path + ".") is { Count: > 0 } list)
        {
            return list;
        }

        return item.Find(path) ?? (PlaceOf(path, model.InnerFolders) >= 0 && item.HasBelow(path) ? There : null);
    }

    /// <summary>One more turn of a loop: loops within loops are where a small template takes long.</summary>
    public void Turn()
    {
        if (--left < 0)
        {
            throw new RefusedRenderingException(RenderProblemCode.TooMuch, "The loops take too many turns together; make lists shorter, or loop once.");
        }
    }

    public static bool IsBelow(ReadOnlySpan<char> path, ReadOnlySpan<char> folder) => path.Length > folder.Length && path[folder.Length] == '.' && path.StartsWith(folder, StringComparison.Ordinal);

    private static bool HasBelow(IReadOnlyDictionary<string, string> all, string path) => all.Keys.Any(one => IsBelow(one, path));

    private static int PlaceOf(string path, string[] among)
    {
        for (var i = 0; i < among.Length; i++)
        {
            if (path == among[i])
            {
                return i;
            }
        }

        return -1;
    }
}
