namespace OmniChannel;

/// <summary>A stage of a funnel: what is to be reached in it, and what each channel is for.</summary>
public sealed record StageDefinition
{
    /// <summary>The stage.</summary>
    public required FunnelStage Stage { get; init; }

    /// <summary>What is to be reached in it, in a sentence.</summary>
    public required string Goal { get; init; }

    /// <summary>What each channel is for; one that is not named has no part in the stage, and no points.</summary>
    public IReadOnlyList<StageRole> Roles { get; init; } = [];
}
