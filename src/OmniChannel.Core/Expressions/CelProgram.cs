namespace OmniChannel.Expressions;

/// <summary>An expression ready to be evaluated, as often as one likes, on any number of threads. Immutable.</summary>
public sealed class CelProgram
{
    private readonly Node _root;
    private readonly int _slots;
    private readonly CelLimits _limits;

    internal CelProgram(Expr tree, CelType resultType, Node root, int slots, CelLimits limits)
    {
        Tree = tree;
        ResultType = resultType;
        _root = root;
        _slots = slots;
        _limits = limits;
        Text = Printer.Print(tree);
    }

    /// <summary>The expression in its canonical form: the same expression written differently gives the same text.</summary>
    public string Text { get; }

    /// <summary>The type that the checker found; <see cref="CelType.Dyn"/> without a check.</summary>
    public CelType ResultType { get; }

    /// <summary>The expression as a tree, for those who compile it further.</summary>
    internal Expr Tree { get; }

    /// <summary>Evaluates without variables.</summary>
    /// <returns>The value, or an error as a value.</returns>
    public CelValue Evaluate() => Evaluate(CelVariables.None);

    /// <summary>Evaluates. Never throws for what an expression or its values do.</summary>
    /// <param name="variables">Where the values of variables come from.</param>
    /// <returns>The value, or an error as a value.</returns>
    public CelValue Evaluate(CelVariables variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var run = new Evaluation(variables, _slots == 0 ? [] : new CelValue[_slots], _limits);
        if (!run.Budget.TryTakeSteps(_root.Count))
        {
            return run.Budget.Exceeded();
        }

        var result = _root.Evaluate(ref run);
        return run.Budget.IsExceeded && !IsLimit(result) ? run.Budget.Exceeded() : result;
    }

    private static bool IsLimit(in CelValue result) => result.IsError && result.Fault.Code == CelErrorCode.LimitExceeded;
}
