namespace OmniChannel.Expressions;

/// <summary>The order of the kinds that have one.</summary>
internal static class ValueOrder
{
    /// <summary>False when the two have no order among them. NaN has one: <see cref="NumberOrder.Unordered"/>.</summary>
    public static bool TryCompare(in CelValue left, in CelValue right, out int order)
    {
        order = 0;
        if (left.Kind != right.Kind)
        {
            if (!NumberOrder.IsNumber(left.Kind) || !NumberOrder.IsNumber(right.Kind))
            {
                return false;
            }

            order = NumberOrder.Compare(left, right);
            return true;
        }

        switch (left.Kind)
        {
            case CelKind.Bool or CelKind.Duration:
                order = left.Bits.CompareTo(right.Bits);
                return true;
            case CelKind.Int or CelKind.Uint or CelKind.Double:
                order = NumberOrder.Compare(left, right);
                return true;
            case CelKind.String:
                order = CodePoints.Compare(left.Text, right.Text);
                return true;
            case CelKind.Bytes:
                order = Math.Sign(left.Octets.AsSpan().SequenceCompareTo(right.Octets));
                return true;
            case CelKind.Timestamp:
                order = left.Bits != right.Bits ? left.Bits.CompareTo(right.Bits) : left.Nanoseconds.CompareTo(right.Nanoseconds);
                return true;
            default:
                return false;
        }
    }
}
