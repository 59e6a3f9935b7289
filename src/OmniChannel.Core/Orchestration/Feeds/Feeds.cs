using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What is given to other services. Safe for many threads.</summary>
public sealed class Feeds
{
    private const int Page = 1_000;
    private readonly Instance instance;
    private readonly Action requireStarted;

    internal Feeds(Instance instance, Action requireStarted)
    {
        this.instance = instance;
        this.requireStarted = requireStarted;
    }

    /// <summary>Gives a feed once more what was recorded since an instant: for a queue that was purged, a broker that lost its disk, a service that is new. Whoever got it before passes over what it knows by source and id.</summary>
    /// <param name="feed">The feed's name.</param>
    /// <param name="since">From when on; each customer's events from the first that was recorded then or later.</param>
    /// <param name="cancellationToken">Cancels between two customers; those before are given.</param>
    /// <returns>Of how many customers there is something to give.</returns>
    /// <exception cref="ArgumentException">This instance has no feed of that name.</exception>
    public async ValueTask<int> ReplayAsync(string feed, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        requireStarted();
        ArgumentException.ThrowIfNullOrEmpty(feed);
        if (instance.Feeds.Find(feed) is null)
        {
            throw new ArgumentException($"No feed is called '{feed}'; there are: {string.Join(", ", instance.Feeds.All.Select(one => one.Name))}.", nameof(feed));
        }

        var replayed = 0;
        string? after = null;
        while (true)
        {
            var partitions = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Customer, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var partition in partitions)
            {
                replayed += await ReplayOneAsync(partition, feed, since, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (partitions.Count < Page)
            {
                instance.Hint.Set();
                return replayed;
            }

            after = partitions[^1].Key;
        }
    }

    private async ValueTask<bool> ReplayOneAsync(PartitionKey partition, string feed, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await FirstSinceAsync(partition, since, cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return false;
        }

        await StoreConflicts.RetryAsync(null, () => MoveBackAsync(partition, feed, first, cancellationToken)).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> MoveBackAsync(PartitionKey partition, string feed, long first, CancellationToken cancellationToken)
    {
        await using var unit = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
        var key = FeedRows.AddressOf(partition, feed).Key;
        var row = await unit.GetAsync(partition, key, cancellationToken).ConfigureAwait(false);
        var place = new FeedPlace { Sequence = long.Min(FeedRows.PlaceOf(row).Sequence, first - 1) };
        await unit.PutAsync(partition, key, row?.Version ?? 0, StoredJson.Write(place, StoredJson.Default.FeedPlace), cancellationToken).ConfigureAwait(false);
        await FeedRows.ScheduleAsync(unit, partition, feed, instance.Now, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The first event that was recorded since; null for none.</summary>
    private async ValueTask<long?> FirstSinceAsync(PartitionKey partition, DateTimeOffset since, CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var rows = await instance.Store.ReadEventsAsync(instance.Tenant, partition, null, after, Page, cancellationToken).ConfigureAwait(false);
            if (rows.FirstOrDefault(row => row.Entry.RecordedAt >= since) is { } first)
            {
                return first.Sequence;
            }

            if (rows.Count < Page)
            {
                return null;
            }

            after = rows[^1].Sequence;
        }
    }
}
