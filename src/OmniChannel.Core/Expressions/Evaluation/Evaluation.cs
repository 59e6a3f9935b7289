namespace OmniChannel.Expressions;

/// <summary>One evaluation: where values come from, what macros bound, and what is left of the limits.</summary>
internal ref struct Evaluation
{
    public readonly CelVariables Variables;
    public readonly Span<CelValue> Locals;
    public CelBudget Budget;

    public Evaluation(CelVariables variables, Span<CelValue> locals, CelLimits limits)
    {
        Variables = variables;
        Locals = locals;
        Budget = new(limits);
    }
}
