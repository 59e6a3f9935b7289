namespace OmniChannel.Expressions;

/// <summary>Why an expression has no value. Immutable.</summary>
public sealed class CelError
{
    /// <summary>An error without a place, as a function gives it; the call adds its own.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">What was found and what was expected, in one sentence.</param>
    public CelError(CelErrorCode code, string message)
        : this(code, message, null)
    {
    }

    internal CelError(CelErrorCode code, string message, CelPosition? position)
    {
        ArgumentNullException.ThrowIfNull(message);
        Code = code;
        Message = message;
        Position = position;
    }

    /// <summary>The kind of error.</summary>
    public CelErrorCode Code { get; }

    /// <summary>What was found and what was expected.</summary>
    public string Message { get; }

    /// <summary>Where in the expression; null for an error that has no place there.</summary>
    public CelPosition? Position { get; }

    /// <summary>Code, message and place.</summary>
    public override string ToString() => Position is { } at ? $"{Code}: {Message} (at {at})" : $"{Code}: {Message}";

    internal CelError At(CelPosition position) => Position is null ? new(Code, Message, position) : this;
}
