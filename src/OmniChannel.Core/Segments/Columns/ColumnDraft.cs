using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>A column while it is filled: values are numbered as they come, and in their order when it is done. Not for several threads.</summary>
internal sealed class ColumnDraft(Fact fact, string? currency)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly List<int> _rows = [];

    /// <summary>Leaves the fact out for customers before a row.</summary>
    public void SkipTo(int row)
    {
        if (row > _rows.Count)
        {
            CollectionsMarshal.SetCount(_rows, row);
        }
    }

    public void Put(int row, FactValue value)
    {
        SkipTo(row);
        if (value.Kind == FactKind.Text)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, value.Text!, out var isKnown);
            _rows.Add(isKnown ? code : code = _texts.Count);
        }
        else
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value.Number, out var isKnown);
            _rows.Add(isKnown ? code : code = _numbers.Count);
        }
    }

    public FactColumn Build(int rows)
    {
        SkipTo(rows);
        var (code, ranks) = fact.Kind == FactKind.Text ? Ranked(_texts, StringComparer.Ordinal, texts => new RankCode(texts)) : Ranked(_numbers, Comparer<long>.Default, numbers => new RankCode(fact.Kind, currency, numbers));
        var all = CollectionsMarshal.AsSpan(_rows);
        foreach (ref var row in all)
        {
            row = ranks[row];
        }

        return FactColumn.Of(fact, currency, code, all);
    }

    private static (RankCode Code, int[] Ranks) Ranked<T>(Dictionary<T, int> came, IComparer<T> order, Func<T[], RankCode> codeOf)
        where T : notnull
    {
        T[] sorted = [.. came.Keys];
        Array.Sort(sorted, order);
        var ranks = new int[sorted.Length + 1];
        for (var i = 0; i < sorted.Length; i++)
        {
            ranks[came[sorted[i]]] = i + 1;
        }

        return (codeOf(sorted), ranks);
    }
}
