using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>How a dry run goes.</summary>
public sealed record DryRunSettings
{
    /// <summary>The instant at which its clock begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Whether it begins with a copy of everything the instance's store holds; otherwise with nothing. The store is read, and nothing is written to it.</summary>
    public bool CopyState { get; init; }

    /// <summary>How late a due thing may be taken up: the clock goes in steps of at least this.</summary>
    /// <value>One minute; above zero.</value>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What a provider would say to a message; null for one that takes everything over.</summary>
    public Func<OutgoingMessage, AttemptOutcome>? Answer { get; init; }

    /// <summary>What comes back for a message that was taken over, and how long after; null for nothing. Called by several threads.</summary>
    public Func<OutgoingMessage, IReadOnlyList<DryRunReaction>>? React { get; init; }
}
