using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>What came of beginning: an attempt, or nothing to call.</summary>
internal sealed record AttemptBeginning
{
    public required Attempt? Attempt { get; init; }

    /// <summary>Whether what is known against the address has changed since it was looked at: nothing was done, and it is to be looked at again.</summary>
    public bool IsStale { get; init; }
}

/// <summary>A begun attempt, and what its provider said.</summary>
internal sealed record AttemptAnswer(Attempt Attempt, AttemptOutcome Outcome);

/// <summary>What was made of an answer.</summary>
internal sealed record AttemptConclusion
{
    /// <summary>Null when another worker has taken the delivery over.</summary>
    public required AttemptEffect? Effect { get; init; }
}
