namespace OmniChannel;

/// <summary>How an instance is at one moment. Holds no personal data.</summary>
public sealed record OmniChannelHealth
{
    /// <summary>Why the store cannot be read, or took nothing when the dispatcher of this node last wrote: a full disk, a file that is read-only; null when all is well.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>The accounts that are paused by a fault of their own: an expired key, a quota.</summary>
    public IReadOnlyList<PausedAccount> PausedAccounts { get; init; } = [];

    /// <summary>What this node lacked in the last ten minutes to send what lies in the outbox: a campaign of code, an account. Such messages are left to other nodes, and set aside after a day.</summary>
    public IReadOnlyList<Reason> Missing { get; init; } = [];

    /// <summary>When the oldest row that nobody has taken up was due; null when nothing is due.</summary>
    public DateTimeOffset? OldestDue { get; init; }

    /// <summary>Why the last policy that was found or pushed was refused, while an earlier one goes on; null when the last one decides.</summary>
    public string? PolicyProblem { get; init; }
}
