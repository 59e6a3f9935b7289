using System.Text.Json;
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
        var events = EventsOf(feed, claim, rows);
        if (events.Count == 0)
        {
            return true;
        }

        var (most, cut) = (instance.Options.Lease / 2, instance.Calls.Cut);
        using var patience = new CancellationTokenSource(most, instance.Time);
        using var stopped = cut.UnsafeRegister(static giving => ((CancellationTokenSource)giving!).Cancel(), patience);
        try
        {
            // The wait ends even if the feed never looks at its token.
            await feed.PublishAsync(events, patience.Token).AsTask().WaitAsync(most, instance.Time, cut).ConfigureAwait(false);
            return true;
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            throw new OperationCanceledException(cut); // it says nothing of the feed: whoever runs then gives them
        }
#pragma warning disable CA1031 // Foreign code: whatever it throws is logged, and the events are given again later.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Logs.FeedFailed(instance.Log, feed.Name, exception.GetType().FullName);
            return false;
        }
    }

    /// <summary>What cannot be read or carried is passed over and said: it would hold up everything of its customer that comes after it.</summary>
    private List<CloudEvent> EventsOf(IEventFeed feed, ScheduleClaim claim, IReadOnlyList<EventRow> rows)
    {
        var events = new List<CloudEvent>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                if (FeedEvents.Of(claim.Partition, row) is { } one)
                {
                    events.Add(one);
                }
            }
            catch (Exception broken) when (broken is JsonException or ArgumentException)
            {
                Logs.NotCarried(instance.Log, feed.Name, row.Entry.Type, broken.GetType().FullName);
            }
        }

        return events;
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
