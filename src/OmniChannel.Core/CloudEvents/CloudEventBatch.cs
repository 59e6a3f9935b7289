namespace OmniChannel;

/// <summary>What became of reading a batch. One bad event does not lose the others.</summary>
public sealed record CloudEventBatch
{
    internal CloudEventBatch(IReadOnlyList<CloudEventReadResult> events, CloudEventProblem? problem) => (Events, Problem) = (events, problem);

    /// <summary>The events in their order, each read or not.</summary>
    public IReadOnlyList<CloudEventReadResult> Events { get; }

    /// <summary>Why the batch is no batch, or where it ceases to be one; then what stands before it is in <see cref="Events"/>. Null when it was read to its end.</summary>
    public CloudEventProblem? Problem { get; }
}
