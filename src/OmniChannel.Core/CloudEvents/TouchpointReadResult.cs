using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading an event as a touchpoint.</summary>
public sealed record TouchpointReadResult
{
    internal TouchpointReadResult(Touchpoint? touchpoint, CloudEventProblem? problem) => (Touchpoint, Problem) = (touchpoint, problem);

    /// <summary>Whether it is one.</summary>
    [MemberNotNullWhen(true, nameof(Touchpoint))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsRead => Touchpoint is not null;

    /// <summary>The touchpoint; null when the event is none.</summary>
    public Touchpoint? Touchpoint { get; }

    /// <summary>Why it is none; null when it is one.</summary>
    public CloudEventProblem? Problem { get; }
}
