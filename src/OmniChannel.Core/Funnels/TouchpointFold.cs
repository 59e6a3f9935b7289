namespace OmniChannel;

/// <summary>Moves a customer's state on by a touchpoint, with everything that an instance defines: its funnels. Pure; touchpoints may come in any order and late.</summary>
internal sealed class TouchpointFold(FunnelBook funnels)
{
    /// <summary>With the default funnel alone.</summary>
    public static TouchpointFold Standard { get; } = new(FunnelBook.Standard);

    public CustomerState Apply(CustomerState state, Touchpoint touchpoint)
    {
        if (touchpoint.Type == TouchpointType.SurveyFollowed)
        {
            return CustomerFold.Apply(state, touchpoint); // what a machine does moves nobody
        }

        var (journals, stage) = funnels.Record(state, touchpoint);
        return CustomerFold.Apply(state, touchpoint, journals, stage);
    }
}
