using System.Collections;
using System.Globalization;

namespace OmniChannel;

/// <summary>What a loop walks through: the items below a path by their numbers, each a text or something with members. Walked only so often. Filled anew for each rendering, in the room of the last.</summary>
/// <param name="values">Counts the turns.</param>
internal sealed class TemplateList(TemplateValues values) : IReadOnlyList<object>
{
    private const int MostKept = 1_024;

    private readonly List<TemplateItem> made = [];
    private TemplateEntry[] entries = new TemplateEntry[16];
    private object[] items = new object[8];
    private int filled;

    public TemplateValues Values => values;

    public ReadOnlySpan<TemplateEntry> Entries => entries.AsSpan(0, filled);

    public bool IsFilled { get; private set; }

    public int Count { get; private set; }

    public object this[int index]
    {
        get
        {
            values.Turn();
            return items[index];
        }
    }

    /// <summary>The list at a path of an item.</summary>
    /// <param name="values">Counts the turns.</param>
    /// <param name="item">The item.</param>
    /// <param name="before">The path within it, with its dot; empty for the item itself.</param>
    public static TemplateList Within(TemplateValues values, TemplateItem item, string before)
    {
        var list = new TemplateList(values);
        foreach (ref readonly var entry in item.Entries)
        {
            list.Take(entry.Path, entry.Start, before, entry.Value);
        }

        list.Arrange();
        return list;
    }

    /// <param name="all">The values.</param>
    /// <param name="before">The path of the list, with its dot.</param>
    public void Fill(IReadOnlyDictionary<string, string> all, string before)
    {
        if (all is Dictionary<string, string> table)
        {
            // Most of what a message says is not in the list: a look at where its dot would stand tells.
            foreach (var (path, value) in table)
            {
                if (path.Length > before.Length && path[before.Length - 1] == '.')
                {
                    Take(path, 0, before, value);
                }
            }
        }
        else
        {
            foreach (var (path, value) in all)
            {
                Take(path, 0, before, value);
            }
        }

        Arrange();
    }

    public void Clear()
    {
        if (entries.Length > MostKept)
        {
            made.Clear();
            (entries, items) = (new TemplateEntry[16], new object[8]);
        }
        else
        {
            entries.AsSpan(0, filled).Clear();
            items.AsSpan(0, Count).Clear();
        }

        (filled, Count, IsFilled) = (0, 0, false);
    }

    public IEnumerator<object> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Take(string path, int from, string before, string value)
    {
        var start = from + before.Length;
        if (path.Length <= start || (start > from && path[start - 1] != '.') || !path.AsSpan(from).StartsWith(before, StringComparison.Ordinal))
        {
            return;
        }

        var length = path.Length == start + 1 || path[start + 1] == '.' ? 1 : path.AsSpan(start).IndexOf('.') is var dot and >= 0 ? dot : path.Length - start;
        if (NumberOf(path.AsSpan(start, length)) is var index and >= 0)
        {
            if (filled == entries.Length)
            {
                Array.Resize(ref entries, 2 * filled);
            }

            entries[filled++] = new(index, path, Math.Min(path.Length, start + length + 1), value);
        }
    }

    private static int NumberOf(ReadOnlySpan<char> text) =>
        text is [>= '0' and <= '9'] ? text[0] - '0' : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Puts what was taken in the order of the numbers, and makes one of what has one number.</summary>
    private void Arrange()
    {
        for (var i = 1; i < filled; i++)
        {
            if (entries[i - 1].Index > entries[i].Index)
            {
                entries = [.. entries.Take(filled).OrderBy(entry => entry.Index)];
                break;
            }
        }

        // Handlebars.Net asks the items of a list as it asks the first: so they are all texts, or all things with members.
        var areTexts = true;
        for (var i = 0; i < filled && areTexts; i++)
        {
            areTexts = entries[i].IsItem && (i == 0 || entries[i].Index != entries[i - 1].Index);
        }

        for (var from = 0; from < filled; Count++)
        {
            var until = from + 1;
            while (until < filled && entries[until].Index == entries[from].Index)
            {
                until++;
            }

            if (Count == items.Length)
            {
                Array.Resize(ref items, 2 * Count);
            }

            items[Count] = areTexts ? entries[from].Value : ItemAt(Count).At(from, until);
            from = until;
        }

        IsFilled = true;
    }

    private TemplateItem ItemAt(int place)
    {
        while (made.Count <= place)
        {
            made.Add(new TemplateItem(this));
        }

        return made[place];
    }
}
