namespace OmniChannel;

/// <summary>How carts are kept. Part of <see cref="OmniChannelOptions"/>.</summary>
public sealed class CartSettings
{
    /// <summary>Which quantity stands while two that were set without knowledge of each other contradict.</summary>
    /// <value><see cref="OmniChannel.ConcurrentSets.Larger"/>.</value>
    public ConcurrentSets ConcurrentSets { get; set; } = ConcurrentSets.Larger;

    /// <summary>When the pieces of a cart are reserved in the inventory.</summary>
    /// <value><see cref="StockReservations.None"/>.</value>
    public StockReservations Reservations { get; set; } = StockReservations.None;

    /// <summary>How long pieces stay reserved for a cart that was not claimed yet, under <see cref="StockReservations.OnCart"/>. Then the promise is gone; the line stays.</summary>
    /// <value>30 minutes, from one second to 30 days.</value>
    public TimeSpan ReservedFor { get; set; } = TimeSpan.FromMinutes(30);

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
