namespace OmniChannel;

/// <summary>Moves a customer's state on by a touchpoint, with everything that an instance defines: its funnels. Pure; touchpoints may come in any order and late.</summary>
internal sealed class TouchpointFold(FunnelBook funnels)
{
    /// <summary>With the default funnel alone.</summary>
    public static TouchpointFold Standard { get; } = new(FunnelBook.Standard);

    public CustomerState Apply(CustomerState state, Touchpoint touchpoint)
    {
        var moved = CustomerFold.Apply(state, touchpoint);
        return touchpoint.Type == TouchpointType.SurveyFollowed ? moved : funnels.Apply(moved, touchpoint); // what a machine does moves nobody
    }
}
