namespace OmniChannel;

/// <summary>One run of a policy for one customer and one message: the channel chosen, the ranking, the reasons. The same policy and snapshot give the same decision, byte for byte.</summary>
public sealed partial record Decision
{
    /// <summary>For whom.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Of which campaign.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>For which purpose.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Until when the message makes sense, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What to do; null when nothing is to be sent, then <see cref="NothingBecause"/> says why.</summary>
    public ChannelChoice? Choice { get; init; }

    /// <summary>Why nothing is to be sent; null when something is.</summary>
    public Reason? NothingBecause { get; init; }

    /// <summary>Every channel, the best first, the shut ones last.</summary>
    public required IReadOnlyList<ChannelVerdict> Verdicts
    {
        get => field ?? Basis?.Walked.Verdicts ?? [];
        init;
    }

    /// <summary>Which to try next, in this order, when the message is not seen: the plan's step-up.</summary>
    public IReadOnlyList<Channel> StepUp { get; init; } = [];

    /// <summary>How long to wait before stepping up; null when the policy has no step-up.</summary>
    public TimeSpan? StepUpAfter { get; init; }

    /// <summary>The policy's name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>SHA-256 of the policy's canonical form, in hexadecimal.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>SHA-256 of the snapshot's canonical form, in hexadecimal; computed when it is asked for, and empty for a decision that a host made up.</summary>
    public string SnapshotHash => Snapshot is not { } snapshot ? "" : Basis is { IsWalked: true } basis && ReferenceEquals(basis.Snapshot, snapshot) ? basis.SnapshotHash : SnapshotText.Hash(snapshot);

    /// <summary>The seed of the choices that are left to chance: a stable hash of customer and policy.</summary>
    public ulong Seed => StableHash.Of(Customer.Value, PolicyName);

    /// <summary>Notes on what had to be assumed, such as a time zone.</summary>
    public IReadOnlyList<Reason> Assumptions
    {
        get => field ?? Basis?.Walked.Assumptions ?? [];
        init;
    }

    /// <summary>The decision with everything it rests on, to be kept and to be repeated byte for byte: no address is in it. <see cref="DecisionReplay"/> repeats it.</summary>
    /// <exception cref="InvalidOperationException">A host made this decision up, so nothing is known of what it rests on.</exception>
    public DecisionRecording Record() => Snapshot is null
        ? throw new InvalidOperationException("This decision was made up: it has no snapshot. Record one that DecideAsync or SendAsync returned.")
        : new DecisionRecording(this);

    /// <summary>A decision that a host made up, in its tests, has none.</summary>
    internal Snapshot Snapshot
    {
        get => field ?? Basis?.Snapshot!;
        init;
    }

    /// <summary>What it rests on, from which everything else is told when somebody asks; null for the walker's own, and for one that a host made up.</summary>
    internal DecisionBasis? Basis { get; init; }

    internal Policy? Policy { get; init; } // nor this

    /// <summary>The verdict on one channel; null when the channel was not considered.</summary>
    public ChannelVerdict? this[Channel channel] => Verdicts.FirstOrDefault(v => v.Channel == channel);
}
