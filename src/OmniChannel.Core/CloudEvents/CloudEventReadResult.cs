using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>What became of reading one event.</summary>
public sealed record CloudEventReadResult
{
    internal CloudEventReadResult(CloudEvent? read, IReadOnlyList<CloudEventProblem> problems) => (Event, Problems) = (read, problems);

    /// <summary>Whether it could be read.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsRead => Event is not null;

    /// <summary>The event; null when something is wrong.</summary>
    public CloudEvent? Event { get; }

    /// <summary>Everything that is wrong, in the order of the text; empty when it could be read.</summary>
    public IReadOnlyList<CloudEventProblem> Problems { get; }
}
