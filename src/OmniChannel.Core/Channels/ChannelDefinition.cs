namespace OmniChannel;

/// <summary>A channel as data: what it can do, how it is measured, who is there. No adapter is needed to define one.</summary>
public sealed record ChannelDefinition
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What a person calls it, such as "e-mail".</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it can do.</summary>
    public required ChannelCapabilities Capabilities { get; init; }

    /// <summary>The figures that make sense on it: reposts do on X, not on Instagram.</summary>
    public IReadOnlyList<Kpi> Kpis { get; init; } = [];

    /// <summary>Who is there.</summary>
    public ChannelAudience Audience { get; init; } = new();
}
