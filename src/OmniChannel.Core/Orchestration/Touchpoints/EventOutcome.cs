namespace OmniChannel;

/// <summary>What became of one event that was to be recorded.</summary>
public sealed record EventOutcome
{
    /// <summary>What became of it; null when it could not be read as a touchpoint.</summary>
    public RecordResult? Result { get; init; }

    /// <summary>Why it could not be read; empty when it could.</summary>
    public IReadOnlyList<CloudEventProblem> Problems { get; init; } = [];
}
