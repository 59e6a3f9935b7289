namespace OmniChannel.Expressions;

/// <summary>Signed integers of 64 bits; what does not fit is an error. Division cuts towards zero. Null: no such operator.</summary>
internal static class IntArithmetic
{
    public static CelValue? Apply(BinaryOperator @operator, long left, long right)
    {
        switch (@operator)
        {
            case BinaryOperator.Add:
                var sum = unchecked(left + right);
                return ((left ^ sum) & (right ^ sum)) < 0 ? Overflow(left, "+", right) : CelValue.Int(sum);
            case BinaryOperator.Subtract:
                var difference = unchecked(left - right);
                return ((left ^ right) & (left ^ difference)) < 0 ? Overflow(left, "-", right) : CelValue.Int(difference);
            case BinaryOperator.Multiply:
                var high = Math.BigMul(left, right, out var low);
                return high == low >> 63 ? CelValue.Int(low) : Overflow(left, "*", right);
            case BinaryOperator.Divide or BinaryOperator.Remainder when right == 0:
                return CelValue.Error(CelErrorCode.DivisionByZero, $"{left} is divided by 0");
            case BinaryOperator.Divide when right == -1 && left == long.MinValue:
                return Overflow(left, "/", right);
            case BinaryOperator.Divide:
                return CelValue.Int(left / right);
            case BinaryOperator.Remainder:
                return CelValue.Int(right == -1 ? 0 : left % right);
            default:
                return null;
        }
    }

    private static CelValue Overflow(long left, string sign, long right)
        => CelValue.Error(CelErrorCode.Overflow, $"{left} {sign} {right} is no int (64 bits)");
}

/// <summary>Unsigned integers of 64 bits; what does not fit is an error. Null: no such operator.</summary>
internal static class UintArithmetic
{
    public static CelValue? Apply(BinaryOperator @operator, ulong left, ulong right)
    {
        switch (@operator)
        {
            case BinaryOperator.Add:
                var sum = unchecked(left + right);
                return sum < left ? Overflow(left, "+", right) : CelValue.Uint(sum);
            case BinaryOperator.Subtract:
                return left < right ? Overflow(left, "-", right) : CelValue.Uint(left - right);
            case BinaryOperator.Multiply:
                return Math.BigMul(left, right, out var low) == 0 ? CelValue.Uint(low) : Overflow(left, "*", right);
            case BinaryOperator.Divide or BinaryOperator.Remainder when right == 0:
                return CelValue.Error(CelErrorCode.DivisionByZero, $"{left}u is divided by 0");
            case BinaryOperator.Divide:
                return CelValue.Uint(left / right);
            case BinaryOperator.Remainder:
                return CelValue.Uint(left % right);
            default:
                return null;
        }
    }

    private static CelValue Overflow(ulong left, string sign, ulong right)
        => CelValue.Error(CelErrorCode.Overflow, $"{left}u {sign} {right}u is no uint (64 bits)");
}

/// <summary>Doubles by IEEE 754: division by zero is infinite. Null: no such operator.</summary>
internal static class DoubleArithmetic
{
    public static CelValue? Apply(BinaryOperator @operator, double left, double right) => @operator switch
    {
        BinaryOperator.Add => CelValue.Double(left + right),
        BinaryOperator.Subtract => CelValue.Double(left - right),
        BinaryOperator.Multiply => CelValue.Double(left * right),
        BinaryOperator.Divide => CelValue.Double(left / right),
        _ => null,
    };
}

/// <summary>Instants and lengths of time. Null: no such operator for the two.</summary>
internal static class TimeArithmetic
{
    public static CelValue? Apply(BinaryOperator @operator, in CelValue left, in CelValue right) => (@operator, left.Kind, right.Kind) switch
    {
        (BinaryOperator.Add, CelKind.Timestamp, CelKind.Duration) => TimestampRange.Add(left, right.Bits),
        (BinaryOperator.Add, CelKind.Duration, CelKind.Timestamp) => TimestampRange.Add(right, left.Bits),
        (BinaryOperator.Add, CelKind.Duration, CelKind.Duration) => DurationRange.Of((Int128)left.Bits + right.Bits),
        (BinaryOperator.Subtract, CelKind.Timestamp, CelKind.Duration) => TimestampRange.Add(left, -(Int128)right.Bits),
        (BinaryOperator.Subtract, CelKind.Timestamp, CelKind.Timestamp) => TimestampRange.Between(right, left),
        (BinaryOperator.Subtract, CelKind.Duration, CelKind.Duration) => DurationRange.Of((Int128)left.Bits - right.Bits),
        _ => null,
    };
}
