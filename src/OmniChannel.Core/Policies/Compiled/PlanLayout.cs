namespace OmniChannel;

/// <summary>Gives every field its place: fields of the snapshot in quarters of 16 bytes, so that the tests spread over all of them; fields of the context in a list.</summary>
internal sealed class PlanLayout
{
    private const int Quarter = 16;
    private readonly List<(bool[] Taken, int Tests)> _quarters = [];

    private PlanLayout()
    {
    }

    /// <returns>How many blocks of 64 bytes a snapshot takes.</returns>
    public static int Place(PlanBuilder plan)
    {
        var context = 0;
        foreach (var field in plan.Fields.Where(f => f.Scope == PlanScope.Context))
        {
            field.Offset = context++;
        }

        var tests = plan.Tests.OfType<PlanTest.Range>().CountBy(t => t.Field).ToDictionary();
        var rows = plan.Fields.Where(f => f.Scope == PlanScope.Row).ToList();
        var layout = new PlanLayout();
        layout.Grow((rows.Sum(f => f.Size) + 63) / 64);
        foreach (var field in rows.OrderByDescending(f => f.IsFirst).ThenByDescending(f => f.Size).ThenByDescending(f => tests.GetValueOrDefault(f)))
        {
            var count = field.Width == 1 ? tests.GetValueOrDefault(field) : 0;
            field.Offset = field.Size > Quarter ? layout.Long(field.Size, count) : layout.Short(field, count);
        }

        return layout._quarters.Count / 4;
    }

    private void Grow(int blocks)
    {
        for (var i = 0; i < Math.Max(1, blocks) * 4; i++)
        {
            _quarters.Add((new bool[Quarter], 0));
        }
    }

    private int Short(PlanField field, int tests)
    {
        while (true)
        {
            var (best, bestAt) = (-1, 0);
            for (var q = 0; q < _quarters.Count; q++)
            {
                var at = Free(_quarters[q].Taken, field.Size, field.PerChannel ? Math.Min(field.Size, 8) : field.Width);
                if (at >= 0 && (best < 0 || _quarters[q].Tests < _quarters[best].Tests))
                {
                    (best, bestAt) = (q, at);
                }
            }

            if (best >= 0)
            {
                Take(best, bestAt, field.Size, tests);
                return (best * Quarter) + bestAt;
            }

            Grow(1);
        }
    }

    private int Long(int size, int tests)
    {
        var need = (size + Quarter - 1) / Quarter;
        var start = _quarters.Count;
        while (start > 0 && !_quarters[start - 1].Taken.Contains(true))
        {
            start--;
        }

        // A field for all channels begins at a whole number of its own size, so that it never leaves a block by less.
        start = (start + Math.Min(need, 4) - 1) / Math.Min(need, 4) * Math.Min(need, 4);
        while (_quarters.Count < start + need)
        {
            Grow(1);
        }

        for (var q = 0; q < need; q++)
        {
            Take(start + q, 0, Math.Min(Quarter, size - (q * Quarter)), (tests + need - 1) / need);
        }

        return start * Quarter;
    }

    private void Take(int quarter, int at, int size, int tests)
    {
        Array.Fill(_quarters[quarter].Taken, true, at, size);
        _quarters[quarter] = _quarters[quarter] with { Tests = _quarters[quarter].Tests + tests };
    }

    private static int Free(bool[] taken, int size, int align)
    {
        for (var at = 0; at + size <= Quarter; at += align)
        {
            if (!taken.AsSpan(at, size).Contains(true))
            {
                return at;
            }
        }

        return -1;
    }
}
