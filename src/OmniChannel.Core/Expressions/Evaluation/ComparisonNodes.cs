namespace OmniChannel.Expressions;

/// <summary><c>==</c> or <c>!=</c>.</summary>
internal sealed class EqualNode(CelPosition position, Node left, Node right, bool negated) : Node(position, left, right)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var one = left.Evaluate(ref run);
        if (one.IsError)
        {
            return one;
        }

        var other = right.Evaluate(ref run);
        if (other.IsError)
        {
            return other;
        }

        if (one.Reference is not null && other.Reference is not null && !run.Budget.TryTakeSteps(Math.Min(one.Weight, other.Weight) >> 3))
        {
            return run.Budget.Exceeded();
        }

        return CelValue.Bool(ValueEquality.AreEqual(one, other) != negated);
    }
}

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</summary>
internal sealed class OrderNode(CelPosition position, BinaryOperator @operator, Node left, Node right) : Node(position, left, right)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var one = left.Evaluate(ref run);
        if (one.IsError)
        {
            return one;
        }

        var other = right.Evaluate(ref run);
        if (other.IsError)
        {
            return other;
        }

        if (one.Reference is not null && !run.Budget.TryTakeSteps(one.Weight >> 3))
        {
            return run.Budget.Exceeded();
        }

        if (!ValueOrder.TryCompare(one, other, out var order))
        {
            return NoOverload(OperatorSigns.Of(@operator), one, other);
        }

        return CelValue.Bool(order != NumberOrder.Unordered && @operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>element in list</c> or <c>key in map</c>.</summary>
internal sealed class InNode(CelPosition position, Node element, Node container) : Node(position, element, container)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var wanted = element.Evaluate(ref run);
        if (wanted.IsError)
        {
            return wanted;
        }

        var within = container.Evaluate(ref run);
        if (within.IsError)
        {
            return within;
        }

        var cost = within.Kind == CelKind.Map ? wanted.Weight >> 3 : within.Weight >> 3;
        if (!run.Budget.TryTakeSteps(cost))
        {
            return run.Budget.Exceeded();
        }

        return within.Kind switch
        {
            CelKind.List => CelValue.Bool(Contains(within.Items.Span, wanted)),
            CelKind.Map => CelValue.Bool(within.Entries.ContainsKey(wanted)),
            _ => NoOverload("in", wanted, within),
        };
    }

    private static bool Contains(ReadOnlySpan<CelValue> items, in CelValue wanted)
    {
        foreach (ref readonly var item in items)
        {
            if (ValueEquality.AreEqual(item, wanted))
            {
                return true;
            }
        }

        return false;
    }
}
