namespace OmniChannel.Expressions;

/// <summary><c>+</c> of texts, octets and lists. Null: no such operator for the two.</summary>
internal static class Concatenation
{
    public static CelValue? Apply(in CelValue left, in CelValue right, ref CelBudget budget)
    {
        switch (left.Kind)
        {
            case CelKind.String:
                return budget.TryTakeSize((long)left.Text.Length + right.Text.Length)
                    ? CelValue.String(left.Text + right.Text)
                    : budget.Exceeded();
            case CelKind.Bytes:
                return budget.TryTakeSize((long)left.Octets.Length + right.Octets.Length)
                    ? CelValue.OwnedBytes([.. left.Octets, .. right.Octets])
                    : budget.Exceeded();
            case CelKind.List:
                return budget.TryTakeSize((long)left.Items.Count + right.Items.Count)
                    ? AggregateCheck.OfExpression(CelValue.Owned(new CelList([.. left.Items.Span, .. right.Items.Span])), ref budget)
                    : budget.Exceeded();
            default:
                return null;
        }
    }
}
