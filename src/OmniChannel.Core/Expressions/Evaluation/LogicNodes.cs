namespace OmniChannel.Expressions;

/// <summary>
/// <c>&amp;&amp;</c> or <c>||</c> over any number of operands. One that decides alone (false, or true) decides,
/// whatever errors there are beside it; otherwise the first error is the answer.
/// </summary>
internal sealed class LogicalNode(CelPosition position, bool isAnd, Node[] operands) : Node(position, operands)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var absorbing = new Absorbing(decisive: !isAnd);
        foreach (var operand in operands)
        {
            if (absorbing.Decides(operand.Evaluate(ref run)))
            {
                return CelValue.Bool(!isAnd);
            }
        }

        return absorbing.Failed ? Located(absorbing.Failure(isAnd ? "&&" : "||")) : CelValue.Bool(isAnd);
    }
}

/// <summary>Collects truth values until one decides; remembers the first that is none.</summary>
internal ref struct Absorbing(bool decisive)
{
    private CelValue _failure;

    public bool Failed { get; private set; }

    public bool Decides(in CelValue value)
    {
        if (value.Kind == CelKind.Bool)
        {
            return value.IsTrue == decisive;
        }

        if (!Failed)
        {
            Failed = true;
            _failure = value;
        }

        return false;
    }

    public readonly CelValue Failure(string sign) => _failure.IsError
        ? _failure
        : CelValue.Error(CelErrorCode.NoMatchingOverload, $"'{sign}' does not take {RuntimeType.Of(_failure).Name}");
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed class ConditionalNode(CelPosition position, Node condition, Node then, Node otherwise) : Node(position, condition, then, otherwise)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var chosen = condition.Evaluate(ref run);
        return chosen.Kind == CelKind.Bool ? (chosen.IsTrue ? then : otherwise).Evaluate(ref run)
            : chosen.IsError ? chosen
            : NoOverload("? :", chosen);
    }
}

/// <summary><c>!operand</c>.</summary>
internal sealed class NotNode(CelPosition position, Node operand) : Node(position, operand)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var value = operand.Evaluate(ref run);
        return value.Kind == CelKind.Bool ? CelValue.Bool(value.IsFalse)
            : value.IsError ? value
            : NoOverload("!", value);
    }
}
