namespace OmniChannel.Expressions;

internal sealed class ConstantNode(CelPosition position, CelValue value) : Node(position)
{
    public CelValue Value { get; } = value;

    public override CelValue Evaluate(ref Evaluation run) => Value;
}

/// <summary>A declared variable. The error of its absence is made once.</summary>
internal sealed class VariableNode(CelPosition position, CelVariable variable) : Node(position)
{
    private readonly CelValue _absent = CelValue.Error(new CelError(CelErrorCode.NoSuchVariable, $"'{variable.Name}' has no value", position));

    public override CelValue Evaluate(ref Evaluation run)
        => run.Variables.TryGet(variable, out var value) ? Located(value) : _absent;
}

/// <summary><c>has()</c> of a declared variable.</summary>
internal sealed class PresenceNode(CelPosition position, CelVariable variable) : Node(position)
{
    public override CelValue Evaluate(ref Evaluation run) => CelValue.Bool(run.Variables.TryGet(variable, out _));
}

/// <summary>A name that a macro bound.</summary>
internal sealed class LocalNode(CelPosition position, int slot) : Node(position)
{
    public override CelValue Evaluate(ref Evaluation run) => run.Locals[slot];
}

/// <summary>What is known beforehand to be an error: a name or function that is not declared.</summary>
internal sealed class ErrorNode(CelPosition position, CelErrorCode code, string message) : Node(position)
{
    private readonly CelValue _error = CelValue.Error(new CelError(code, message, position));

    public override CelValue Evaluate(ref Evaluation run) => _error;
}
