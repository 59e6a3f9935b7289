namespace OmniChannel;

/// <summary>The default funnel: its stages in order, and which touchpoint leads to which.</summary>
internal static class DefaultFunnel
{
    private static readonly FunnelStage[] Order = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty, FunnelStage.Advocacy];

    /// <summary>The stage a touchpoint leads to.</summary>
    public static FunnelStage StageOf(TouchpointType type) =>
        type == TouchpointType.SiteVisited || type == TouchpointType.AppOpened || type == TouchpointType.StoreEntered || type == TouchpointType.LeadCaptured || type == TouchpointType.MessageReceived ? FunnelStage.Consideration
        : type == TouchpointType.CartLeft ? FunnelStage.Conversion
        : type == TouchpointType.Purchased ? FunnelStage.Loyalty
        : type == TouchpointType.Recommended ? FunnelStage.Advocacy
        : FunnelStage.Awareness;

    /// <summary>The further of two stages; a stage of the host's own comes before the default ones.</summary>
    public static FunnelStage Further(FunnelStage? left, FunnelStage right) =>
        left is { } stage && Array.IndexOf(Order, stage) >= Array.IndexOf(Order, right) ? stage : right;
}
