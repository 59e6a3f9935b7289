namespace OmniChannel.Expressions;

/// <summary>
/// What is left of the limits of one evaluation. A function whose work grows with its arguments takes its steps before it works
/// and its size before it allocates, and returns <see cref="Exceeded()"/> when it gets none. Belongs to one evaluation, on one thread.
/// </summary>
public struct CelBudget
{
    private long _steps;
    private long _size;
    private string? _exceeded;

    internal CelBudget(CelLimits limits)
    {
        _steps = limits.Steps;
        _size = limits.Size;
        LargestValue = limits.Size;
        PatternLength = limits.PatternLength;
    }

    internal long LargestValue { get; }

    internal int PatternLength { get; }

    internal readonly bool IsExceeded => _exceeded is not null;

    /// <summary>Takes steps. False when fewer are left; then nothing more is given out in this evaluation.</summary>
    /// <param name="count">The steps, 0 or more.</param>
    public bool TryTakeSteps(long count)
    {
        if (count <= _steps)
        {
            _steps -= count;
            return true;
        }

        _steps = -1;
        _exceeded ??= "the evaluation takes more steps than its limit";
        return false;
    }

    /// <summary>Takes room for elements, characters or octets. False when less is left; then nothing more is given out in this evaluation.</summary>
    /// <param name="count">The elements, 0 or more.</param>
    public bool TryTakeSize(long count)
    {
        if (count <= _size)
        {
            _size -= count;
            return true;
        }

        _size = -1;
        _exceeded ??= "the evaluation makes larger values than its limit";
        return false;
    }

    /// <summary>The error that a limit was reached.</summary>
    public readonly CelValue Exceeded() => CelValue.Error(CelErrorCode.LimitExceeded, _exceeded ?? "a limit was reached");

    internal CelValue Exceeded(string why)
    {
        _steps = -1;
        _size = -1;
        _exceeded ??= why;
        return Exceeded();
    }
}
