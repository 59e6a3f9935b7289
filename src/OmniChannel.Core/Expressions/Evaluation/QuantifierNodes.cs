namespace OmniChannel.Expressions;

/// <summary><c>all</c> or <c>exists</c>: the rounds joined by <c>&amp;&amp;</c> or <c>||</c>, errors absorbed as those do.</summary>
internal sealed class QuantifierNode(CelPosition position, bool isAll, Node range, int first, int second, Node body)
    : LoopNode(position, isAll ? "all" : "exists", range, first, second, null, body)
{
    protected override CelValue Through(in LoopRange items, ref Evaluation run)
    {
        var absorbing = new Absorbing(decisive: !isAll);
        for (var at = 0; at < items.Count; at++)
        {
            if (!TryBind(items, at, ref run))
            {
                return run.Budget.Exceeded();
            }

            if (absorbing.Decides(Body.Evaluate(ref run)))
            {
                return CelValue.Bool(!isAll);
            }
        }

        return absorbing.Failed ? absorbing.Failure($".{Name}()") : CelValue.Bool(isAll);
    }
}

/// <summary><c>exists_one</c>: exactly one round is true; an error in any round is an error.</summary>
internal sealed class ExistsOneNode(CelPosition position, Node range, int first, int second, Node body)
    : LoopNode(position, "exists_one", range, first, second, null, body)
{
    protected override CelValue Through(in LoopRange items, ref Evaluation run)
    {
        var count = 0;
        for (var at = 0; at < items.Count; at++)
        {
            if (!TryBind(items, at, ref run))
            {
                return run.Budget.Exceeded();
            }

            count += Holds(Body, ref run, out var error) ? 1 : 0;
            if (error.IsError)
            {
                return error;
            }
        }

        return CelValue.Bool(count == 1);
    }
}
