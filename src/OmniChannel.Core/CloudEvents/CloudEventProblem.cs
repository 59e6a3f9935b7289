using System.Globalization;

namespace OmniChannel;

/// <summary>Why an event could not be read, and where. It quotes no values: they may be personal.</summary>
public sealed record CloudEventProblem
{
    /// <summary>What is wrong.</summary>
    public required CloudEventProblemCode Code { get; init; }

    /// <summary>What is wrong, in words: what was found and what was expected.</summary>
    public required string Message { get; init; }

    /// <summary>The attribute or member; null for the whole event.</summary>
    public string? Attribute { get; init; }

    /// <summary>The event's place in its batch, from 0; 0 for a single event.</summary>
    public int Index { get; init; }

    /// <summary>The line, from 1; 0 where there is no text.</summary>
    public int Line { get; init; }

    /// <summary>The column in the line, from 1, in UTF-16 code units; 0 where there is no text.</summary>
    public int Column { get; init; }

    /// <summary>On one line: <c>3:14 [2].time BadValue: …</c>.</summary>
    public override string ToString() =>
        (Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column} ") : "")
        + string.Create(CultureInfo.InvariantCulture, $"[{Index}]{(Attribute is null ? "" : "." + Attribute)} {Code}: {Message}");
}
