using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Copies what a store holds of a tenant into an empty one: rows, events under their numbers, names, and deliveries with what they wait for. What else was scheduled begins anew with the next thing that happens.</summary>
internal sealed class StoreCopy(IOmniStore source, IOmniStore target, TenantId tenant, TimeProvider clock)
{
    private const int Page = 500;

    public async ValueTask CopyAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<PartitionKind>())
        {
            await foreach (var partition in PagesAsync<PartitionKey?>(after => ReadAsync(kind, after, cancellationToken)).ConfigureAwait(false))
            {
                await CopyAsync(partition!.Value, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<IReadOnlyList<PartitionKey?>> ReadAsync(PartitionKind kind, PartitionKey? after, CancellationToken cancellationToken) =>
        [.. (await source.ListPartitionsAsync(tenant, kind, after?.Key, Page, cancellationToken).ConfigureAwait(false)).Select(partition => (PartitionKey?)partition)];

    private async ValueTask CopyAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        await using var unit = await target.BeginAsync(tenant, [partition], null, cancellationToken).ConfigureAwait(false);
        await foreach (var state in PagesAsync<StateEntry>(after => source.ListStatesAsync(tenant, partition, "", after?.Key, Page, cancellationToken)).ConfigureAwait(false))
        {
            await unit.PutAsync(partition, state.Key, 0, state.Row.Body, cancellationToken).ConfigureAwait(false);
        }

        await CopyEventsAsync(unit, partition, cancellationToken).ConfigureAwait(false);
        await foreach (var name in PagesAsync<LookupRow>(after => source.ListLookupsAsync(tenant, partition, after, Page, cancellationToken)).ConfigureAwait(false))
        {
            await unit.AddLookupAsync(name, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        await foreach (var row in PagesAsync<OutboxRow>(after => source.ListOutboxAsync(tenant, partition, after?.Delivery, Page, cancellationToken)).ConfigureAwait(false))
        {
            await unit.InsertOutboxAsync(row, cancellationToken).ConfigureAwait(false);
            var content = StoredJson.ReadOutbox(row.Body);
            if (content.NextAt is { } next)
            {
                await DeliveryTurn.ScheduleAsync(unit, partition, row.Delivery, content.Message, next, cancellationToken).ConfigureAwait(false);
            }
        }

        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Events keep their numbers, by which others know them: where some were removed, others are put in between and removed too.</summary>
    private async ValueTask CopyEventsAsync(IUnitOfWork unit, PartitionKey partition, CancellationToken cancellationToken)
    {
        var (last, fillers) = (0L, new List<long>());
        await foreach (var row in PagesAsync<EventRow>(after => source.ReadEventsAsync(tenant, partition, null, after?.Sequence ?? 0, Page, cancellationToken)).ConfigureAwait(false))
        {
            for (; last < row.Sequence - 1; last++)
            {
                fillers.Add(await unit.AppendAsync(partition, row.Entry with { Source = "/dry-run/gap", Id = FormattableString.Invariant($"{last}"), Body = default }, cancellationToken).ConfigureAwait(false));
            }

            last = await unit.AppendAsync(partition, row.Entry, cancellationToken).ConfigureAwait(false);
        }

        foreach (var some in fillers.Chunk(10_000))
        {
            await unit.RemoveEventsAsync(partition, some, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<T> PagesAsync<T>(Func<T?, ValueTask<IReadOnlyList<T>>> read)
    {
        for (T? after = default; ;)
        {
            var page = await read(after).ConfigureAwait(false);
            foreach (var one in page)
            {
                yield return one;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1];
        }
    }
}
