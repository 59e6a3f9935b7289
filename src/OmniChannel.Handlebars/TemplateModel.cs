using System.Collections;

namespace OmniChannel;

/// <summary>The values as a template asks for them: flat, by whole paths, with a list where it loops. Only what it asks is there.</summary>
internal sealed class TemplateModel(IEnumerable<string> paths, IEnumerable<string> tested)
{
    /// <summary>Stands for a path that has no value of its own, but some below it.</summary>
    private const string There = "there";

    private readonly string[] values = [.. paths.Where(path => !path.Contains(".*", StringComparison.Ordinal))];
    private readonly string[] lists = [.. paths.Where(path => path.EndsWith(".*", StringComparison.Ordinal) && path.IndexOf(".*", StringComparison.Ordinal) == path.Length - 2).Select(path => path[..^2])];

    /// <summary>Lists within items, from the item: what is behind the last star but one.</summary>
    private readonly string[] innerLists = [.. paths.Where(path => path.EndsWith(".*", StringComparison.Ordinal) && path.IndexOf(".*.", StringComparison.Ordinal) >= 0).Select(path => path[..^2]).Select(path => path[(path.LastIndexOf(".*.", StringComparison.Ordinal) + 3)..]).Distinct(StringComparer.Ordinal)];

    private readonly string[] folders = [.. tested.Where(path => !path.Contains(".*", StringComparison.Ordinal))];
    private readonly string[] innerFolders = [.. tested.Where(path => path.Contains(".*.", StringComparison.Ordinal)).Select(path => path[(path.LastIndexOf(".*.", StringComparison.Ordinal) + 3)..]).Distinct(StringComparer.Ordinal)];

    /// <param name="all">The values.</param>
    /// <param name="turns">How many turns its loops may take.</param>
    /// <param name="isWhole">Whether every path that is no list had a value.</param>
    public Dictionary<string, object> Of(IReadOnlyDictionary<string, string> all, int turns, out bool isWhole)
    {
        isWhole = true;
        var root = new Dictionary<string, object>(values.Length + lists.Length, StringComparer.Ordinal);
        foreach (var path in values)
        {
            if (all.TryGetValue(path, out var value))
            {
                root[path] = value;
            }
            else
            {
                isWhole = false;
            }
        }

        AddFolders(root, all, folders);
        if (lists.Length > 0)
        {
            var budget = new Budget { Left = turns };
            foreach (var list in lists)
            {
                root[list] = List(all, list + ".", budget);
            }
        }

        return root;
    }

    private static void AddFolders(Dictionary<string, object> model, IReadOnlyDictionary<string, string> all, string[] folders)
    {
        foreach (var folder in folders)
        {
            if (!model.ContainsKey(folder) && all.Keys.Any(path => path.Length > folder.Length && path[folder.Length] == '.' && path.StartsWith(folder, StringComparison.Ordinal)))
            {
                model[folder] = There;
            }
        }
    }

    private BudgetedList List(IReadOnlyDictionary<string, string> all, string before, Budget budget)
    {
        var items = new SortedDictionary<int, object>();
        foreach (var (path, value) in all)
        {
            if (!path.StartsWith(before, StringComparison.Ordinal))
            {
                continue;
            }

            var dot = path.IndexOf('.', before.Length);
            if (!int.TryParse(path.AsSpan(before.Length, (dot < 0 ? path.Length : dot) - before.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at))
            {
                continue;
            }

            if (dot < 0)
            {
                items[at] = value;
            }
            else
            {
                if (!items.TryGetValue(at, out var item) || item is not Dictionary<string, object> members)
                {
                    items[at] = members = new Dictionary<string, object>(StringComparer.Ordinal);
                }

                members[path[(dot + 1)..]] = value;
            }
        }

        if (innerLists.Length + innerFolders.Length > 0)
        {
            foreach (var members in items.Values.OfType<Dictionary<string, object>>())
            {
                var own = members.ToDictionary(member => member.Key, member => (string)member.Value, StringComparer.Ordinal);
                AddFolders(members, own, innerFolders);
                foreach (var list in innerLists.Where(list => own.Keys.Any(path => path.StartsWith(list + ".", StringComparison.Ordinal))))
                {
                    members[list] = List(own, list + ".", budget);
                }
            }
        }

        return new BudgetedList([.. items.Values], budget);
    }

    private sealed class Budget
    {
        public int Left { get; set; }
    }

    /// <summary>A list that is walked only so often: loops within loops are where a small template takes long.</summary>
    private sealed class BudgetedList(object[] items, Budget budget) : IReadOnlyList<object>
    {
        public int Count => items.Length;

        public object this[int index]
        {
            get
            {
                Take();
                return items[index];
            }
        }

        public IEnumerator<object> GetEnumerator()
        {
            foreach (var item in items)
            {
                Take();
                yield return item;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Take()
        {
            if (--budget.Left < 0)
            {
                throw new RefusedRenderingException(RenderProblemCode.TooMuch, "The loops take too many turns together; make lists shorter, or loop once.");
            }
        }
    }
}
