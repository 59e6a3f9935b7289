using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Events() =>
    [
        Case("Append_Several_CountsFromOne", "An event's sequence is its place in the partition: 1, 2, 3, without gaps, across units.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.Equal(1, await unit.AppendAsync(Ann, Event("a"), token).ConfigureAwait(false), "The first");
                    Expect.Equal(2, await unit.AppendAsync(Ann, Event("b"), token).ConfigureAwait(false), "The second");
                },
                token).ConfigureAwait(false);
            await CommitAsync(store, Ben, async unit => Expect.Equal(1, await unit.AppendAsync(Ben, Event("a"), token).ConfigureAwait(false), "The first of another partition"), token).ConfigureAwait(false);
            await using (var undone = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                Expect.Equal(3, await undone.AppendAsync(Ann, Event("undone"), token).ConfigureAwait(false), "One that is not committed");
            }

            await CommitAsync(store, Ann, async unit => Expect.Equal(3, await unit.AppendAsync(Ann, Event("c"), token).ConfigureAwait(false), "The third"), token).ConfigureAwait(false);
            Expect.Same(["1a", "2b", "3c"], await EventsAsync(store, Ann, 0, 100, token).ConfigureAwait(false), "The events");
        }),
        Case("Append_SameSourceAndId_IsNotAppendedAgain", "An event with the same source and id is not appended again and answers 0, in the same unit, later, and whatever else it says.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AppendAsync(Ann, Event("a"), token).ConfigureAwait(false);
                    Expect.Equal(0, await unit.AppendAsync(Ann, Event("a"), token).ConfigureAwait(false), "The same in the same unit");
                },
                token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.Equal(0, await unit.AppendAsync(Ann, Event("a") with { Type = "other", Body = Bytes("other") }, token).ConfigureAwait(false), "The same in a later unit, with another body");
                    Expect.Equal(2, await unit.AppendAsync(Ann, Event("a") with { Source = "shop" }, token).ConfigureAwait(false), "The same id from another source");
                },
                token).ConfigureAwait(false);
            var events = await store.ReadEventsAsync(Acme, Ann, null, 0, 100, token).ConfigureAwait(false);
            Expect.Equal(2, events.Count, "The number of events");
            Expect.Equal("a", Shown(events[0].Entry.Body), "The first body");
        }),
        Case("Append_EveryPart_ComesBack", "Times are UTC and kept exactly, to the tick; every part comes back.", async (store, token) =>
        {
            var given = new NewEvent
            {
                Source = "https://shop.example/über?x=1",
                Id = "ID-Ω-1",
                Type = "cart.left",
                At = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1),
                RecordedAt = DateTimeOffset.MaxValue,
                Body = Bytes("{\"é\":1}"),
            };
            await CommitAsync(store, Ann, unit => unit.AppendAsync(Ann, given, token).AsTask(), token).ConfigureAwait(false);
            var found = (await store.ReadEventsAsync(Acme, Ann, null, 0, 1, token).ConfigureAwait(false))[0].Entry;
            Expect.Same([given.Source, given.Id, given.Type, Shown(given.Body)], [found.Source, found.Id, found.Type, Shown(found.Body)], "Source, id, type and body");
            Expect.Equal(given.At.UtcTicks, found.At.UtcTicks, "The instant, in ticks");
            Expect.Equal(TimeSpan.Zero, found.At.Offset, "The offset");
            Expect.Equal(given.RecordedAt, found.RecordedAt, "When it was recorded");
        }),
        Case("ReadEvents_AfterAndLimit_ReadsOn", "ReadEventsAsync begins after a sequence number and reads no more than the limit.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var id in "abcdefghijkl")
                    {
                        await unit.AppendAsync(Ann, Event(id.ToString()), token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            Expect.Same(["1a", "2b", "3c"], await EventsAsync(store, Ann, 0, 3, token).ConfigureAwait(false), "The first three");
            Expect.Same(["10j", "11k", "12l"], await EventsAsync(store, Ann, 9, 100, token).ConfigureAwait(false), "Those after the ninth");
            Expect.Same([], await EventsAsync(store, Ann, 12, 100, token).ConfigureAwait(false), "Those after the last");
            Expect.Same([], await EventsAsync(store, Ann, long.MaxValue, 100, token).ConfigureAwait(false), "Those after the highest number");
            Expect.Same([], await EventsAsync(store, Ben, 0, 100, token).ConfigureAwait(false), "Those of a partition without any");
        }),
    ];

    private static NewEvent Event(string id) => new() { Source = "web", Id = id, Type = "page.viewed", At = Noon, RecordedAt = Noon, Body = Bytes(id) };

    private static async Task<IEnumerable<string>> EventsAsync(IOmniStore store, PartitionKey partition, long after, int limit, CancellationToken cancellationToken) =>
        (await store.ReadEventsAsync(Acme, partition, null, after, limit, cancellationToken).ConfigureAwait(false)).Select(row => $"{row.Sequence}{row.Entry.Id}");
}
