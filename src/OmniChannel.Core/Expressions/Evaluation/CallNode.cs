using System.Runtime.CompilerServices;

namespace OmniChannel.Expressions;

/// <summary>A function: all arguments, then the overload that fits their kinds.</summary>
internal sealed class CallNode(CelPosition position, string name, CelOverload[] overloads, Node[] arguments) : Node(position, arguments)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        if (arguments.Length > Few.Length)
        {
            return Evaluate(ref run, new CelValue[arguments.Length]);
        }

        Few few = default;
        return Evaluate(ref run, ((Span<CelValue>)few)[..arguments.Length]);
    }

    private CelValue Evaluate(ref Evaluation run, scoped Span<CelValue> values)
    {
        long weight = 0;
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = arguments[at].Evaluate(ref run);
            if (values[at].IsError)
            {
                return values[at];
            }

            weight += values[at].Weight;
        }

        if (!run.Budget.TryTakeSteps(weight >> 4))
        {
            return run.Budget.Exceeded();
        }

        foreach (var overload in overloads)
        {
            if (overload.Fits(values))
            {
                return Located(AggregateCheck.OfExpression(overload.Implementation(values, ref run.Budget), ref run.Budget, weight));
            }
        }

        var kinds = string.Join(", ", values.ToArray().Select(value => RuntimeType.Of(value).Name));
        return Fail(CelErrorCode.NoMatchingOverload, $"'{name}' does not take ({kinds})");
    }

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 4;

        private CelValue _first;
    }
}
