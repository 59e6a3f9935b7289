namespace OmniChannel;

/// <content>The stages of the default funnel, in their order.</content>
public readonly partial record struct FunnelStage
{
    /// <summary>The customer has heard of the brand.</summary>
    public static FunnelStage Awareness { get; } = new("awareness");

    /// <summary>The customer compares.</summary>
    public static FunnelStage Consideration { get; } = new("consideration");

    /// <summary>The customer is about to buy.</summary>
    public static FunnelStage Conversion { get; } = new("conversion");

    /// <summary>The customer has bought.</summary>
    public static FunnelStage Loyalty { get; } = new("loyalty");

    /// <summary>The customer recommends the brand.</summary>
    public static FunnelStage Advocacy { get; } = new("advocacy");
}
