using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Reads the timelines of several customers as one, in the order in which it was recorded; each is read page by page.</summary>
internal static class PersonTimeline
{
    public static async IAsyncEnumerable<TimelineEntry> ReadAsync(Timeline timeline, IReadOnlyList<CustomerId> customers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<IAsyncEnumerator<TimelineEntry>>();
        try
        {
            foreach (var customer in customers)
            {
                var entries = timeline.ReadAsync(customer, cancellationToken).GetAsyncEnumerator(cancellationToken);
                open.Add(entries);
                if (!await entries.MoveNextAsync().ConfigureAwait(false))
                {
                    await CloseAsync(open, entries).ConfigureAwait(false);
                }
            }

            while (open.Count > 0)
            {
                var next = open.MinBy(entries => entries.Current.RecordedAt)!;
                yield return next.Current;
                if (!await next.MoveNextAsync().ConfigureAwait(false))
                {
                    await CloseAsync(open, next).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            foreach (var entries in open)
            {
                await entries.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static ValueTask CloseAsync(List<IAsyncEnumerator<TimelineEntry>> open, IAsyncEnumerator<TimelineEntry> ended)
    {
        open.Remove(ended);
        return ended.DisposeAsync();
    }
}
