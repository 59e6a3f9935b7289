namespace OmniChannel;

/// <summary>What changes for the customers of one persona or one funnel stage.</summary>
public sealed record GroupShift
{
    /// <summary>The persona's or the stage's name; empty for customers without a persona.</summary>
    public required string Name { get; init; }

    /// <summary>How many decisions were compared.</summary>
    public required int Decisions { get; init; }

    /// <summary>How many of them change.</summary>
    public required int Changed { get; init; }

    /// <summary>The share of decisions that change, 0 to 1.</summary>
    public double ChangedShare => (double)Changed / Decisions;

    /// <summary>Every channel that either policy chose for them, by name.</summary>
    public required IReadOnlyList<ChannelShift> Channels { get; init; }
}
