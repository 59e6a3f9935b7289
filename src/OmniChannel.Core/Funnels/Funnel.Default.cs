namespace OmniChannel;

/// <content>The funnel that ships.</content>
public sealed partial record Funnel
{
    /// <summary>Awareness, consideration, conversion, loyalty, advocacy. Nobody goes back in it; a host that wants that adds transitions by <c>with</c>.</summary>
    public static Funnel Default { get; } = new()
    {
        Id = FunnelId.Default,
        Name = "The default funnel",
        Stages =
        [
            Defined(FunnelStage.Awareness, "People hear of the brand, and come to have a look.", 0),
            Defined(FunnelStage.Consideration, "They compare, and find what they need to choose.", 1),
            Defined(FunnelStage.Conversion, "They finish what they have begun, and buy.", 2),
            Defined(FunnelStage.Loyalty, "They are well served, and buy again.", 3),
            Defined(FunnelStage.Advocacy, "They tell others.", 4),
        ],
        Transitions =
        [
            new()
            {
                From = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty],
                To = FunnelStage.Advocacy,
                On = [TouchpointType.Recommended],
            },
            new()
            {
                From = [FunnelStage.Loyalty],
                To = FunnelStage.Advocacy,
                On = [TouchpointType.ReferralUsed, TouchpointType.Mentioned, TouchpointType.Reviewed, TouchpointType.Followed],
            },
            new()
            {
                From = [FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion],
                To = FunnelStage.Loyalty,
                On = [TouchpointType.Purchased],
            },
            new()
            {
                From = [FunnelStage.Awareness, FunnelStage.Consideration],
                To = FunnelStage.Conversion,
                On = [TouchpointType.CartLeft],
            },
            new()
            {
                From = [FunnelStage.Awareness],
                To = FunnelStage.Consideration,
                On = [TouchpointType.SiteVisited, TouchpointType.AppOpened, TouchpointType.StoreEntered, TouchpointType.LeadCaptured, TouchpointType.MessageReceived, TouchpointType.Followed],
            },
        ],
    };

    private static StageDefinition Defined(FunnelStage stage, string goal, int place) => new() { Stage = stage, Goal = goal, Roles = DefaultRoles.InStage(place) };
}
