namespace OmniChannel.Expressions;

/// <summary>Values bound in order, and an expression that uses them. A value that is an error is one only where it is used.</summary>
internal sealed class BlockNode(CelPosition position, int firstSlot, Node[] values, Node body) : Node(position, [.. values, body])
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        for (var at = 0; at < values.Length; at++)
        {
            run.Locals[firstSlot + at] = values[at].Evaluate(ref run);
        }

        return body.Evaluate(ref run);
    }
}

/// <summary><c>optMap</c> or <c>optFlatMap</c>: the body over what the optional value holds; nothing when it holds nothing.</summary>
internal sealed class OptionalMapNode(CelPosition position, Node target, int slot, Node body, bool flat) : Node(position, target, body)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var from = target.Evaluate(ref run);
        if (from.Kind != CelKind.Optional)
        {
            return from.IsError ? from : NoOverload(flat ? "optFlatMap" : "optMap", from);
        }

        if (!from.TryHeld(out var held))
        {
            return from;
        }

        run.Locals[slot] = held;
        var value = body.Evaluate(ref run);
        return value.IsError ? value
            : !flat ? Located(AggregateCheck.OfExpression(CelValue.Owned(new CelOptional(value)), ref run.Budget))
            : value.Kind == CelKind.Optional ? value
            : NoOverload("optFlatMap", value);
    }
}
