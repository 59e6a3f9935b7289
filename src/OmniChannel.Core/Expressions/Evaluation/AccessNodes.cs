namespace OmniChannel.Expressions;

/// <summary><c>operand.field</c>, with <c>?</c> for an optional one, and under <c>has()</c>.</summary>
internal sealed class SelectNode(CelPosition position, Node operand, string field, bool optional, bool test) : Node(position, operand)
{
    private readonly CelValue _key = CelValue.String(field);

    public override CelValue Evaluate(ref Evaluation run)
    {
        var from = operand.Evaluate(ref run);
        if (from.IsError)
        {
            return from;
        }

        if (!run.Budget.TryTakeSteps(field.Length >> 4))
        {
            return run.Budget.Exceeded();
        }

        if (test)
        {
            return Located(Access.Has(from, _key));
        }

        return Innermost(from).Kind == CelKind.List
            ? NoOverload($".{field}", from)
            : Located(AggregateCheck.OfExpression(Access.At(from, _key, optional), ref run.Budget, from.Weight));
    }

    private static CelValue Innermost(CelValue value)
    {
        while (value.Kind == CelKind.Optional && value.TryHeld(out var held))
        {
            value = held;
        }

        return value;
    }
}

/// <summary><c>operand[index]</c>, with <c>?</c> for an optional one.</summary>
internal sealed class IndexNode(CelPosition position, Node operand, Node index, bool optional) : Node(position, operand, index)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var from = operand.Evaluate(ref run);
        if (from.IsError)
        {
            return from;
        }

        var key = index.Evaluate(ref run);
        if (key.IsError)
        {
            return key;
        }

        return run.Budget.TryTakeSteps(key.Weight >> 4)
            ? Located(AggregateCheck.OfExpression(Access.At(from, key, optional), ref run.Budget, from.Weight))
            : run.Budget.Exceeded();
    }
}
