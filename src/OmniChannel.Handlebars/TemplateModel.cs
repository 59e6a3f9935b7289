using System.Collections;

namespace OmniChannel;

/// <summary>The values as Handlebars walks them: dotted paths become objects, numbered ones lists.</summary>
internal static class TemplateModel
{
    public static Dictionary<string, object> Of(IReadOnlyDictionary<string, string> values, int turns)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (path, value) in values)
        {
            Put(root, path, value);
        }

        if (HasNumbers(values))
        {
            var budget = new Budget { Left = turns };
            foreach (var name in root.Keys.ToList())
            {
                root[name] = Listed(root[name], budget);
            }
        }

        return root;
    }

    private static void Put(Dictionary<string, object> at, string path, string value)
    {
        var from = 0;
        for (int dot; (dot = path.IndexOf('.', from)) >= 0; from = dot + 1)
        {
            var name = path[from..dot];
            if (!at.TryGetValue(name, out var next) || next is not Dictionary<string, object> inner)
            {
                // A value that is also a folder: the folder is what templates walk into.
                at[name] = inner = new Dictionary<string, object>(StringComparer.Ordinal);
            }

            at = inner;
        }

        var last = from == 0 ? path : path[from..];
        if (!at.TryGetValue(last, out var there) || there is string)
        {
            at[last] = value;
        }
    }

    private static bool HasNumbers(IReadOnlyDictionary<string, string> values)
    {
        foreach (var path in values.Keys)
        {
            for (var i = path.IndexOf('.', StringComparison.Ordinal); i >= 0 && i + 1 < path.Length; i = path.IndexOf('.', i + 1))
            {
                if (char.IsAsciiDigit(path[i + 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static object Listed(object value, Budget budget)
    {
        if (value is not Dictionary<string, object> members)
        {
            return value;
        }

        foreach (var name in members.Keys.ToList())
        {
            members[name] = Listed(members[name], budget);
        }

        var items = new object[members.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (!members.TryGetValue(i.ToString(System.Globalization.CultureInfo.InvariantCulture), out var item))
            {
                return members;
            }

            items[i] = item;
        }

        return new BudgetedList(items, budget);
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
