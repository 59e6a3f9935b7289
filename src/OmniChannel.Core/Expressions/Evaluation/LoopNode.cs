namespace OmniChannel.Expressions;

/// <summary>A macro that goes through a list or a map, with one name or two, and perhaps a condition.</summary>
internal abstract class LoopNode(CelPosition position, string name, Node range, int first, int second, Node? filter, Node body)
    : Node(position, range, filter, body)
{
    private readonly long _each = (filter?.Count ?? 0) + body.Count + 1;

    protected string Name => name;

    protected Node Body => body;

    public override CelValue Evaluate(ref Evaluation run)
    {
        var through = range.Evaluate(ref run);
        if (through.IsError)
        {
            return through;
        }

        var items = new LoopRange(through);
        return items.IsAny ? Located(Through(items, ref run)) : NoOverload($".{name}()", through);
    }

    protected abstract CelValue Through(in LoopRange items, ref Evaluation run);

    /// <summary>Binds the names for one round. False when there are no steps left.</summary>
    protected bool TryBind(in LoopRange items, int at, ref Evaluation run)
    {
        if (!run.Budget.TryTakeSteps(_each))
        {
            return false;
        }

        run.Locals[first] = second < 0 ? items.Element(at) : items.Key(at);
        if (second >= 0)
        {
            run.Locals[second] = items.Value(at);
        }

        return true;
    }

    /// <summary>Whether this round counts; an error when the condition has no truth value.</summary>
    protected bool Passes(ref Evaluation run, out CelValue error)
    {
        error = default;
        return filter is null || Holds(filter, ref run, out error);
    }

    protected bool Holds(Node condition, ref Evaluation run, out CelValue error)
    {
        var value = condition.Evaluate(ref run);
        error = value.Kind == CelKind.Bool ? default : value.IsError ? value : NoOverload($".{name}()", value);
        return value.IsTrue;
    }
}
