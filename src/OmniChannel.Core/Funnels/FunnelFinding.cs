namespace OmniChannel;

/// <summary>Something that is wrong, or may be, with a funnel.</summary>
public sealed record FunnelFinding
{
    /// <summary>Which funnel.</summary>
    public required FunnelId Funnel { get; init; }

    /// <summary>Where in it: "stage 2 (loyal)", "transition 3 (cart → lost)"; empty for the whole.</summary>
    public required string Place { get; init; }

    /// <summary>What is wrong, and what to do, in a sentence or two.</summary>
    public required string Message { get; init; }

    /// <summary>Whether the instance starts in spite of it: a warning is logged.</summary>
    public bool IsWarning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Place.Length == 0 ? $"Funnel '{Funnel}': {Message}" : $"Funnel '{Funnel}', {Place}: {Message}";
}
