using System.Runtime.CompilerServices;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Reads a customer's timeline, page by page, in words.</summary>
internal sealed class Timeline(Instance instance)
{
    private const int Page = 200;

    public async IAsyncEnumerable<TimelineEntry> ReadAsync(CustomerId customer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, carts) = (0L, new CartTimeline(instance.Tenant, customer));
        while (true)
        {
            var rows = await instance.Store.ReadEventsAsync(instance.Tenant, PartitionKey.Of(customer), null, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                yield return row.Entry.Type == TimelineTypes.Cart ? carts.EntryOf(row) : EntryOf(customer, row);
                after = row.Sequence;
            }

            if (rows.Count < Page)
            {
                yield break;
            }
        }
    }

    private static TimelineEntry EntryOf(CustomerId customer, EventRow row)
    {
        var body = StoredJson.Read(row.Entry.Body, StoredJson.Default.TimelineBody);
        return new TimelineEntry
        {
            Sequence = row.Sequence,
            Customer = customer,
            Type = row.Entry.Type,
            At = row.Entry.At,
            RecordedAt = row.Entry.RecordedAt,
            Source = row.Entry.Source,
            Id = row.Entry.Id,
            Delivery = body.Delivery,
            Channel = body.Channel,
            BegunAt = body.BegunAt,
            Summary = TimelineWords.Of(row.Entry.Type, row.Entry.At, body),
            Details = body.Decision?.Explanation,
        };
    }
}
