namespace OmniChannel.Expressions;

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListNode(CelPosition position, Node[] items, bool[] optional) : Node(position, items)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        if (!run.Budget.TryTakeSize(items.Length))
        {
            return run.Budget.Exceeded();
        }

        var made = new CelValue[items.Length];
        var count = 0;
        for (var at = 0; at < items.Length; at++)
        {
            var value = items[at].Evaluate(ref run);
            if (value.IsError)
            {
                return value;
            }

            if (optional[at] && value.Kind != CelKind.Optional)
            {
                return NoOverload("[?]", value);
            }

            if (!optional[at] || value.TryHeld(out value))
            {
                made[count++] = value;
            }
        }

        return Located(AggregateCheck.OfExpression(CelValue.Owned(new CelList(made[..count])), ref run.Budget));
    }
}

/// <summary><c>{key: value, ?key: value}</c>.</summary>
internal sealed class MapNode(CelPosition position, Node[] keys, Node[] values, bool[] optional) : Node(position, [.. keys, .. values])
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var made = new EntryCollector(keys.Length);
        for (var at = 0; at < keys.Length; at++)
        {
            var key = keys[at].Evaluate(ref run);
            if (key.IsError)
            {
                return key;
            }

            var value = values[at].Evaluate(ref run);
            if (value.IsError)
            {
                return value;
            }

            if (optional[at] && value.Kind != CelKind.Optional)
            {
                return NoOverload("{?}", value);
            }

            if ((!optional[at] || value.TryHeld(out value)) && !made.TryAdd(key, value, ref run.Budget, out var error))
            {
                return Located(error);
            }
        }

        return Located(made.ToMap(ref run.Budget));
    }
}

/// <summary>Entries on their way to a map.</summary>
internal readonly struct EntryCollector(int capacity)
{
    private readonly List<KeyValuePair<CelValue, CelValue>> _entries = new(Math.Min(capacity, 1024));

    public bool TryAdd(in CelValue key, in CelValue value, ref CelBudget budget, out CelValue error)
    {
        if (!CelMap.IsKey(key.Kind))
        {
            error = CelValue.Error(CelErrorCode.InvalidKey, $"a key of a map is bool, int, uint or string, not {RuntimeType.Of(key).Name}");
            return false;
        }

        if (!budget.TryTakeSize(2) || !budget.TryTakeSteps(key.Weight >> 4))
        {
            error = budget.Exceeded();
            return false;
        }

        error = default;
        _entries.Add(new(key, value));
        return true;
    }

    public CelValue ToMap(ref CelBudget budget)
    {
        KeyValuePair<CelValue, CelValue>[] entries = [.. _entries];
        return CelMap.TryCreate(entries, out var map, out var twice)
            ? AggregateCheck.OfExpression(CelValue.Owned(map), ref budget)
            : CelValue.Error(CelErrorCode.InvalidKey, $"the key {Shown.Value(entries[twice].Key)} occurs twice");
    }
}
