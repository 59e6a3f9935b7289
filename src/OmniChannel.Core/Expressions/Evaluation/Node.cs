namespace OmniChannel.Expressions;

/// <summary>A part of a program. Immutable; all state of an evaluation is in <see cref="Evaluation"/>.</summary>
internal abstract class Node
{
    private protected Node(CelPosition position, params ReadOnlySpan<Node?> parts)
    {
        Position = position;
        Count = 1;
        foreach (var part in parts)
        {
            Count += part?.Count ?? 0;
        }
    }

    /// <summary>Where errors of this part are.</summary>
    public CelPosition Position { get; }

    /// <summary>Steps that evaluating this part once takes at most, loops apart: those take this for each time round.</summary>
    public long Count { get; }

    public abstract CelValue Evaluate(ref Evaluation run);

    protected CelValue Fail(CelErrorCode code, string message) => CelValue.Error(new CelError(code, message, Position));

    /// <summary>The value; an error without a place gets this one.</summary>
    protected CelValue Located(in CelValue value) => value.IsError && value.Fault.Position is null ? CelValue.Error(value.Fault.At(Position)) : value;

    protected CelValue NoOverload(string sign, in CelValue only)
        => Fail(CelErrorCode.NoMatchingOverload, $"'{sign}' does not take {RuntimeType.Of(only).Name}");

    protected CelValue NoOverload(string sign, in CelValue left, in CelValue right)
        => Fail(CelErrorCode.NoMatchingOverload, $"'{sign}' does not take {RuntimeType.Of(left).Name} and {RuntimeType.Of(right).Name}");
}
