namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Over SQLite the crowd tells nobody else.</summary>
internal static class CarriedEvents
{
    public static IEventFeed? FeedOf(string place) => null;

    public static Task<IReadOnlySet<DeliveryId>?> TakeAsync(string place, CancellationToken cancellationToken) => Task.FromResult<IReadOnlySet<DeliveryId>?>(null);
}
