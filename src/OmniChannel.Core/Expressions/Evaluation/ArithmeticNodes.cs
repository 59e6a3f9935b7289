namespace OmniChannel.Expressions;

/// <summary><c>+</c>, <c>-</c>, <c>*</c>, <c>/</c> or <c>%</c>.</summary>
internal sealed class ArithmeticNode(CelPosition position, BinaryOperator @operator, Node left, Node right) : Node(position, left, right)
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

        var result = one.Kind == other.Kind
            ? one.Kind switch
            {
                CelKind.Int => IntArithmetic.Apply(@operator, one.Bits, other.Bits),
                CelKind.Uint => UintArithmetic.Apply(@operator, one.UintBits, other.UintBits),
                CelKind.Double => DoubleArithmetic.Apply(@operator, one.DoubleBits, other.DoubleBits),
                CelKind.Duration or CelKind.Timestamp => TimeArithmetic.Apply(@operator, one, other),
                _ => @operator == BinaryOperator.Add ? Concatenation.Apply(one, other, ref run.Budget) : null,
            }
            : TimeArithmetic.Apply(@operator, one, other);
        return result is { } value ? Located(value) : NoOverload(OperatorSigns.Of(@operator), one, other);
    }
}

/// <summary><c>-operand</c>.</summary>
internal sealed class NegateNode(CelPosition position, Node operand) : Node(position, operand)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var value = operand.Evaluate(ref run);
        return value.Kind switch
        {
            CelKind.Error => value,
            CelKind.Int when value.Bits == long.MinValue => Fail(CelErrorCode.Overflow, "the negative of the smallest int is no int"),
            CelKind.Int => CelValue.Int(-value.Bits),
            CelKind.Double => CelValue.Double(-value.DoubleBits),
            _ => NoOverload("-", value),
        };
    }
}
