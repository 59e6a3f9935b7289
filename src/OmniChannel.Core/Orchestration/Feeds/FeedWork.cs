using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Gives a customer's new events to a feed, and moves its place. The place moves after the feed has taken them over: a process killed in between gives them twice.</summary>
internal sealed class FeedWork(Instance instance)
{
    private const int Page = 200;
    private const int LongestWaitSeconds = 60;

    public async ValueTask HandleAsync(ScheduleClaim claim)
    {
        if (instance.Feeds.Find(claim.Key) is not { } feed)
        {
            return; // a feed of another node, which claims the row when this lease is over
        }

        while (true)
        {
            var row = await instance.Store.ReadStateAsync(instance.Tenant, claim.Partition, FeedRows.AddressOf(claim.Partition, feed.Name).Key, CancellationToken.None).ConfigureAwait(false);
            var place = FeedRows.PlaceOf(row);
            var events = await instance.Store.ReadEventsAsync(instance.Tenant, claim.Partition, null, place.Sequence, Page, CancellationToken.None).ConfigureAwait(false);
            var next = await GiveAsync(feed, claim, events).ConfigureAwait(false)
                ? new FeedPlace { Sequence = events.Count == 0 ? place.Sequence : events[^1].Sequence }
                : place with { Failures = (place.Failures ?? 0) + 1 };
            if (!await MoveAsync(claim, row, next).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>A second at first, ever longer, at most a minute, and a little more by chance: a broker that is back is not kept waiting, nor overrun.</summary>
    private TimeSpan WaitAfter(int failures) => TimeSpan.FromSeconds(int.Min(LongestWaitSeconds, 1 << int.Min(failures - 1, 6)) * (1 + (RetrySchedule.Spread * instance.Chance.Share())));

    private async ValueTask<bool> GiveAsync(IEventFeed feed, ScheduleClaim claim, IReadOnlyList<EventRow> rows)
    {
        CloudEvent[] events = [.. rows.Select(row => FeedEvents.Of(claim.Partition, row)).OfType<CloudEvent>()];
        if (events.Length == 0)
        {
            return true;
        }

        using var patience = new CancellationTokenSource(instance.Options.Lease / 2, instance.Time);
        try
        {
            await feed.PublishAsync(events, patience.Token).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Foreign code: whatever it throws is logged, and the events are given again later.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Logs.FeedFailed(instance.Log, feed.Name, exception.GetType().FullName);
            return false;
        }
    }

    /// <returns>Whether there is more to give now.</returns>
    private async ValueTask<bool> MoveAsync(ScheduleClaim claim, StateRow? row, FeedPlace place)
    {
        var none = CancellationToken.None;
        await using var unit = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, none).ConfigureAwait(false);
        var key = FeedRows.AddressOf(claim.Partition, claim.Key).Key;
        if ((await unit.GetAsync(claim.Partition, key, none).ConfigureAwait(false))?.Version != row?.Version)
        {
            return false; // another worker was faster, or a replay began
        }

        await unit.PutAsync(claim.Partition, key, row?.Version ?? 0, StoredJson.Write(place, StoredJson.Default.FeedPlace), none).ConfigureAwait(false);
        if (!await unit.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false))
        {
            // More came meanwhile and woke another worker, who goes on from here.
            await unit.CommitAsync(none).ConfigureAwait(false);
            return false;
        }

        var isMore = place.Failures is null && (await unit.ReadEventsAsync(claim.Partition, null, place.Sequence, 1, none).ConfigureAwait(false)).Count > 0;
        if (place.Failures is { } failures)
        {
            await FeedRows.ScheduleAsync(unit, claim.Partition, claim.Key, instance.Now + WaitAfter(failures), none).ConfigureAwait(false);
        }
        else if (!isMore)
        {
            await unit.TryCompleteAsync(claim, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
        return isMore;
    }
}
