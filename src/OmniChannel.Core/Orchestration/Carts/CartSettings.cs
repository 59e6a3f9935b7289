namespace OmniChannel;

/// <summary>How carts are kept. Part of <see cref="OmniChannelOptions"/>.</summary>
public sealed class CartSettings
{
    /// <summary>Which quantity stands while two that were set without knowledge of each other contradict.</summary>
    /// <value><see cref="OmniChannel.ConcurrentSets.Larger"/>.</value>
    public ConcurrentSets ConcurrentSets { get; set; } = ConcurrentSets.Larger;

    /// <summary>How long after its last change a cart counts as left: the candidate of a reminder.</summary>
    /// <value>Four hours; zero or less for never.</value>
    public TimeSpan DormantAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long after its last change a cart is folded. It comes back by the next command.</summary>
    /// <value>30 days; zero or less for never.</value>
    public TimeSpan ArchivedAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after its last change a cart is gone for good.</summary>
    /// <value>400 days; zero or less for never.</value>
    public TimeSpan PurgedAfter { get; set; } = TimeSpan.FromDays(400);
}
