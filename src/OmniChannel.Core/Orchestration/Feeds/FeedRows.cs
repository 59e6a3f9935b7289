using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The feeds' places in a customer's partition, and the row of the schedule that says that there is something to give.</summary>
internal sealed class FeedRows(IReadOnlyList<IEventFeed> feeds)
{
    public const string ScheduleKind = "feed";

    public bool IsAny => feeds.Count > 0;

    public IReadOnlyList<IEventFeed> All => feeds;

    public IEventFeed? Find(string name) => feeds.FirstOrDefault(feed => feed.Name == name);

    public static bool IsName(string name) => name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_');

    public static StateAddress AddressOf(PartitionKey partition, string feed) => new(partition, $"feed/{feed}");

    public static FeedPlace PlaceOf(StateRow? row) => row is null ? new FeedPlace() : StoredJson.Read(row.Body, StoredJson.Default.FeedPlace);

    /// <summary>Something was appended to a customer's timeline: it is given to the feeds once the unit has committed, and not if it has not.</summary>
    public async ValueTask WakeAsync(Instance instance, IUnitOfWork work, PartitionKey customer, CancellationToken cancellationToken)
    {
        foreach (var feed in feeds)
        {
            await ScheduleAsync(work, customer, feed.Name, instance.Now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>After the commit: the dispatcher of this process need not wait for its poll interval.</summary>
    public void Hint(Instance instance)
    {
        if (feeds.Count > 0)
        {
            instance.Hint.Set();
        }
    }

    public static ValueTask ScheduleAsync(IUnitOfWork work, PartitionKey customer, string feed, DateTimeOffset due, CancellationToken cancellationToken) =>
        work.ScheduleAsync(customer, ScheduleKind, feed, due, new ScheduleTurn { Queue = ScheduleKind }, cancellationToken);
}
