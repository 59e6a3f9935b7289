namespace OmniChannel;

/// <summary>What a policy is verified with: the channels, personas and campaigns of the host, and its facts. What is left out is taken to be anything.</summary>
public sealed record PolicyContext
{
    /// <summary>The definitions of channels.</summary>
    /// <value>The ones that ship.</value>
    public IReadOnlyList<ChannelDefinition> Channels { get; init; } = ChannelDefinitions.All;

    /// <summary>The channels that have a provider account; null when that is not known.</summary>
    public IReadOnlyList<Channel>? Accounts { get; init; }

    /// <summary>The personas; empty when they are not known.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = [];

    /// <summary>The campaigns with their variants; empty when they are not known.</summary>
    public IReadOnlyList<Campaign> Campaigns { get; init; } = [];

    /// <summary>The stages of the funnel.</summary>
    /// <value>The default funnel.</value>
    public IReadOnlyList<FunnelStage> Stages { get; init; } = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty, FunnelStage.Advocacy];

    /// <summary>The facts that a policy may ask; null to take those that it asks as they are.</summary>
    public FactSchema? Facts { get; init; }
}
