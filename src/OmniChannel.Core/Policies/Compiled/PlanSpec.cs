namespace OmniChannel;

/// <summary>A rule of a plan: it fires when all its tests hold.</summary>
internal sealed record PlanRule(string Name, IReadOnlyList<int> Tests)
{
    /// <summary>The channels that it takes out.</summary>
    public uint Excludes { get; init; }

    /// <summary>What it adds to each channel, or nothing.</summary>
    public IReadOnlyList<int>? Points { get; init; }
}

/// <summary>Takes out the channels whose bit is not set; while the waiver fires, the waived ones need none.</summary>
internal sealed record PlanFlags(string Name, PlanField Field, uint Channels, uint Waived, int Waiver);

/// <summary>Takes out the channels whose entry in a table is above a field: a cost above what is left of a budget.</summary>
internal sealed record PlanLimit(string Name, PlanField Key, IReadOnlyList<int[]> Rows, PlanField Limit);

/// <summary>Adds the row of a table that one or two fields select.</summary>
internal sealed record PlanTable(string Name, PlanField Key, PlanField? Second, IReadOnlyList<int[]> Rows);

/// <summary>Adds points for each threshold that a number is above.</summary>
internal sealed record PlanSteps(string Name, PlanField Field, IReadOnlyList<long> Above, IReadOnlyList<int[]> Points);

/// <summary>Adds a number times a factor for each channel.</summary>
internal sealed record PlanLinear(string Name, PlanField Field, IReadOnlyList<int> Factors);
