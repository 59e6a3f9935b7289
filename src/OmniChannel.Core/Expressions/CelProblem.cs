namespace OmniChannel.Expressions;

/// <summary>Why an expression was not accepted. Immutable.</summary>
public sealed class CelProblem
{
    internal CelProblem(CelStage stage, CelPosition position, string message, string? found = null, string? expected = null)
    {
        Stage = stage;
        Position = position;
        Message = message;
        Found = found;
        Expected = expected;
    }

    /// <summary>Where the problem was noticed: reading the text, or checking the types.</summary>
    public CelStage Stage { get; }

    /// <summary>Where in the text.</summary>
    public CelPosition Position { get; }

    /// <summary>The problem in one sentence, with what was found and what was expected.</summary>
    public string Message { get; }

    /// <summary>What stands there: a token, or a type. Null when the problem is not about one thing.</summary>
    public string? Found { get; }

    /// <summary>What could stand there. Null when nothing in particular.</summary>
    public string? Expected { get; }

    /// <summary><c>line:column: message</c>.</summary>
    public override string ToString() => $"{Position}: {Message}";
}
