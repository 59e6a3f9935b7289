namespace OmniChannel.Expressions;

/// <summary><c>map</c>, <c>transformList</c> and <c>filter</c>: a list with what the rounds give, or of the elements that pass.</summary>
internal sealed class TransformListNode(CelPosition position, string name, Node range, int first, int second, Node? filter, Node body, bool keepsElement)
    : LoopNode(position, name, range, first, second, filter, body)
{
    protected override CelValue Through(in LoopRange items, ref Evaluation run)
    {
        List<CelValue> made = [];
        for (var at = 0; at < items.Count; at++)
        {
            if (!TryBind(items, at, ref run) || !run.Budget.TryTakeSize(1))
            {
                return run.Budget.Exceeded();
            }

            var passes = keepsElement ? Holds(Body, ref run, out var error) : Passes(ref run, out error);
            if (error.IsError)
            {
                return error;
            }

            if (passes)
            {
                var value = keepsElement ? items.Element(at) : Body.Evaluate(ref run);
                if (value.IsError)
                {
                    return value;
                }

                made.Add(value);
            }
        }

        return AggregateCheck.OfExpression(CelValue.Owned(new CelList([.. made])), ref run.Budget);
    }
}

/// <summary><c>transformMap</c>: a map of the same keys; or <c>transformMapEntry</c>: the entries that the rounds give.</summary>
internal sealed class TransformMapNode(CelPosition position, string name, Node range, int first, int second, Node? filter, Node body, bool givesEntries)
    : LoopNode(position, name, range, first, second, filter, body)
{
    protected override CelValue Through(in LoopRange items, ref Evaluation run)
    {
        var made = new EntryCollector(items.Count);
        for (var at = 0; at < items.Count; at++)
        {
            if (!TryBind(items, at, ref run))
            {
                return run.Budget.Exceeded();
            }

            var passes = Passes(ref run, out var error);
            if (error.IsError)
            {
                return error;
            }

            if (passes && !TryAdd(items.Key(at), Body.Evaluate(ref run), made, ref run, out error))
            {
                return error;
            }
        }

        return made.ToMap(ref run.Budget);
    }

    private bool TryAdd(in CelValue key, in CelValue value, in EntryCollector made, ref Evaluation run, out CelValue error)
    {
        if (value.IsError)
        {
            error = value;
            return false;
        }

        if (!givesEntries)
        {
            return made.TryAdd(key, value, ref run.Budget, out error);
        }

        if (value.Kind != CelKind.Map)
        {
            error = NoOverload($".{Name}()", value);
            return false;
        }

        foreach (ref readonly var entry in value.Entries.Span)
        {
            if (!made.TryAdd(entry.Key, entry.Value, ref run.Budget, out error))
            {
                return false;
            }
        }

        error = default;
        return true;
    }
}
