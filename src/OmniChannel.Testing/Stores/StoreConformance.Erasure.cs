using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Erasure() =>
    [
        Case("Erase_Partition_NothingIsLeft", "Everything a partition holds goes: state, events, outbox, schedule, and the look-up names that point to it; other partitions keep theirs.", async (store, token) =>
        {
            foreach (var partition in new[] { Ann, Ben })
            {
                await CommitAsync(store, partition, unit => FillAsync(unit, partition, token), token).ConfigureAwait(false);
            }

            await CommitAsync(store, Ann, unit => unit.EraseAsync(Ann, token).AsTask(), token).ConfigureAwait(false);
            Expect.Same(["state 0", "events 0", "outbox 0", "name absent"], await LeftAsync(store, Ann, token).ConfigureAwait(false), "What is left of the erased partition");
            Expect.Same(["state 1", "events 2", "outbox 1", "name present"], await LeftAsync(store, Ben, token).ConfigureAwait(false), "What is left of the other");
            var claims = await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false);
            Expect.Same(["ben"], claims.Select(claim => claim.Partition.Key), "Whose schedule is left");
        }),
        Case("Erase_ThenWrites_StayAndCountOn", "What the unit writes after erasing stays; versions, fencing and sequence numbers go on above all there were.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => FillAsync(unit, Ann, token), token).ConfigureAwait(false);
            var claimed = (await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false)).Single();
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "own", 0, Bytes("before"), token).ConfigureAwait(false);
                    await unit.EraseAsync(Ann, token).ConfigureAwait(false);
                    Expect.Equal(null, await unit.GetAsync(Ann, "own", token).ConfigureAwait(false), "What the unit wrote before it erased");
                    Expect.Equal(0, (await unit.ListAsync(Ann, "", null, 9, token).ConfigureAwait(false)).Count, "The number of rows within the unit");
                    Expect.Equal(null, await unit.FindEventAsync(Ann, "web", "a", token).ConfigureAwait(false), "An event within the unit");
                    Expect.Equal(null, await unit.FindAsync(LookupKind.IdempotencyKey, "ann", Noon, token).ConfigureAwait(false), "A name within the unit");
                    Expect.That(!await unit.TryCompleteAsync(claimed, token).ConfigureAwait(false), "A claim of an erased row could be completed.");
                    Expect.That(await unit.PutAsync(Ann, "tombstone", 0, Bytes("{}"), token).ConfigureAwait(false) > 1, "A row written after the erasure has a version that a row had before.");
                    Expect.Equal(3, await unit.AppendAsync(Ann, Event("a"), token).ConfigureAwait(false), "The sequence number of an event that was erased and is appended again");
                    await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
                    await unit.AddLookupAsync(Lookup("ann") with { Body = Bytes("new") }, Noon, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.Same(["tombstone"], Listed(await store.ListStatesAsync(Acme, Ann, "", null, 9, token).ConfigureAwait(false)), "The rows");
            Expect.Same(["3a"], await EventsAsync(store, Ann, 0, 9, token).ConfigureAwait(false), "The events");
            Expect.Equal("new", Shown((await store.FindAsync(Acme, LookupKind.IdempotencyKey, "ann", Noon, token).ConfigureAwait(false))!.Body), "The name");
            var again = (await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false)).Single();
            Expect.That(again.Fence > claimed.Fence, $"The fencing number fell from {claimed.Fence} to {again.Fence}.");
        }),
        Case("Erase_Undone_ChangesNothing", "Disposing without a commit undoes an erasure.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => FillAsync(unit, Ann, token), token).ConfigureAwait(false);
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await unit.EraseAsync(Ann, token).ConfigureAwait(false);
            }

            Expect.Same(["state 1", "events 2", "outbox 1", "name present"], await LeftAsync(store, Ann, token).ConfigureAwait(false), "What is left");
            Expect.Equal(1, (await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false)).Count, "The number of rows in the schedule");
        }),
        Case("RemoveEvents_SomeSequences_OthersStay", "Events are removed by their numbers; those that are left keep theirs, and no number is given twice.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var id in "abcd")
                    {
                        await unit.AppendAsync(Ann, Event(id.ToString()), token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.Equal(5, await unit.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false), "The fifth");
                    await unit.RemoveEventsAsync(Ann, [2, 4, 5, 77], token).ConfigureAwait(false);
                    Expect.Same(["1a", "3c"], (await unit.ReadEventsAsync(Ann, null, 0, 9, token).ConfigureAwait(false)).Select(row => $"{row.Sequence}{row.Entry.Id}"), "The events within the unit");
                    Expect.Equal(null, await unit.FindEventAsync(Ann, "web", "d", token).ConfigureAwait(false), "A removed event within the unit");
                    Expect.Equal(6, await unit.AppendAsync(Ann, Event("d"), token).ConfigureAwait(false), "A removed event, appended again");
                },
                token).ConfigureAwait(false);
            Expect.Same(["1a", "3c", "6d"], await EventsAsync(store, Ann, 0, 9, token).ConfigureAwait(false), "The events");
            Expect.Same(["3c"], await EventsAsync(store, Ann, 1, 1, token).ConfigureAwait(false), "The one after the first");
        }),
        Case("ReadEvents_OfOneSource_LeavesOutOthers", "Events of one source, in their order, from outside and within a unit; FindEventAsync finds one by its name.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var id in "abcd")
                    {
                        await unit.AppendAsync(Ann, Event(id.ToString()) with { Source = id is 'a' or 'c' ? "cart" : "web" }, token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            Expect.Same(["1", "3"], (await store.ReadEventsAsync(Acme, Ann, "cart", 0, 9, token).ConfigureAwait(false)).Select(row => $"{row.Sequence}"), "Those of the cart");
            Expect.Same(["3"], (await store.ReadEventsAsync(Acme, Ann, "cart", 1, 9, token).ConfigureAwait(false)).Select(row => $"{row.Sequence}"), "Those of the cart after the first");
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AppendAsync(Ann, Event("e") with { Source = "cart" }, token).ConfigureAwait(false);
                    Expect.Same(["1", "3", "5"], (await unit.ReadEventsAsync(Ann, "cart", 0, 9, token).ConfigureAwait(false)).Select(row => $"{row.Sequence}"), "Those of the cart within the unit");
                    Expect.Equal(4, (await unit.FindEventAsync(Ann, "web", "d", token).ConfigureAwait(false))?.Sequence, "One that is committed");
                    Expect.Equal(5, (await unit.FindEventAsync(Ann, "cart", "e", token).ConfigureAwait(false))?.Sequence, "The unit's own");
                    Expect.Equal(null, await unit.FindEventAsync(Ann, "cart", "d", token).ConfigureAwait(false), "One of another source");
                },
                token).ConfigureAwait(false);
        }),
    ];

    private static async Task FillAsync(IUnitOfWork unit, PartitionKey partition, CancellationToken cancellationToken)
    {
        await unit.PutAsync(partition, "profile", 0, Bytes("1"), cancellationToken).ConfigureAwait(false);
        await unit.AppendAsync(partition, Event("a"), cancellationToken).ConfigureAwait(false);
        await unit.AppendAsync(partition, Event("b"), cancellationToken).ConfigureAwait(false);
        await unit.InsertOutboxAsync(OutboxRow(1) with { Partition = partition, Delivery = new DeliveryId($"d-{partition.Key}") }, cancellationToken).ConfigureAwait(false);
        await unit.ScheduleAsync(partition, "dispatch", "d-1", Noon, cancellationToken).ConfigureAwait(false);
        await unit.AddLookupAsync(Lookup(partition.Key) with { Partition = partition }, Noon, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> LeftAsync(IOmniStore store, PartitionKey partition, CancellationToken cancellationToken) =>
    [
        $"state {(await store.ListStatesAsync(Acme, partition, "", null, 9, cancellationToken).ConfigureAwait(false)).Count}",
        $"events {(await store.ReadEventsAsync(Acme, partition, null, 0, 9, cancellationToken).ConfigureAwait(false)).Count}",
        $"outbox {(await store.ListOutboxAsync(Acme, partition, null, 9, cancellationToken).ConfigureAwait(false)).Count}",
        $"name {(await store.FindAsync(Acme, LookupKind.IdempotencyKey, partition.Key, Noon, cancellationToken).ConfigureAwait(false) is null ? "absent" : "present")}",
    ];
}
