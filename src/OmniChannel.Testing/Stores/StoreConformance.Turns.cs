using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static readonly ScheduleTurn InOrder = new() { InOrder = true };

    private static IEnumerable<ConformanceCase<IOmniStore>> Turns() =>
    [
        Case("ClaimDue_Urgent_ComesFirst", "Urgent rows come before usual ones that have been due for longer; a claim of one priority leaves the other.", async (store, token) =>
        {
            await ScheduleAsync(store, "a", "old", Noon.AddHours(-1), default, token).ConfigureAwait(false);
            await ScheduleAsync(store, "b", "code", Noon, new ScheduleTurn { Priority = SchedulePriority.Urgent }, token).ConfigureAwait(false);
            await ScheduleAsync(store, "c", "receipt", Noon, new ScheduleTurn { Priority = SchedulePriority.Urgent }, token).ConfigureAwait(false);
            Expect.Same(["code"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 1, token).ConfigureAwait(false)), "One row of any priority");
            Expect.Same(["old"], Keys(await store.ClaimDueAsync(Acme, SchedulePriority.Usual, Noon, Minute, 9, token).ConfigureAwait(false)), "The usual ones");
            Expect.Same(["receipt"], Keys(await store.ClaimDueAsync(Acme, SchedulePriority.Urgent, Noon, Minute, 9, token).ConfigureAwait(false)), "The urgent ones");
            Expect.Equal(Noon + Minute, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the next row of any priority can be claimed");
        }),
        Case("ClaimDue_Queues_TakeTurns", "Each queue that has due rows gets its share of every claim, however many rows wait in another one, and for however long.", async (store, token) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await ScheduleAsync(store, $"p{i}", $"big-{i:00}", Noon.AddMinutes(-60 + i), new ScheduleTurn { Queue = "big" }, token).ConfigureAwait(false);
            }

            await ScheduleAsync(store, "q", "small-1", Noon.AddSeconds(-1), new ScheduleTurn { Queue = "small" }, token).ConfigureAwait(false);
            await ScheduleAsync(store, "r", "small-2", Noon, new ScheduleTurn { Queue = "small" }, token).ConfigureAwait(false);
            await ScheduleAsync(store, "s", "later", Noon.AddTicks(1), new ScheduleTurn { Queue = "later" }, token).ConfigureAwait(false);
            Expect.Same(["big-00", "small-1"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 2, token).ConfigureAwait(false)), "The first two");
            Expect.Same(["big-01", "small-2", "big-02"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 4, token).ConfigureAwait(false)), "A share of two for each");
            var rest = new List<string>();
            while (Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 7, token).ConfigureAwait(false)).ToList() is { Count: > 0 } more)
            {
                rest.AddRange(more);
            }

            Expect.Same(Enumerable.Range(3, 17).Select(i => $"big-{i:00}"), rest, "What is left, in its order");
        }),
        Case("ClaimDue_MoreQueuesThanTheLimit_NoneIsPassedOver", "Of more queues than a claim can take, those whose first row could be claimed longest come first, until each had its turn.", async (store, token) =>
        {
            for (var i = 0; i < 6; i++)
            {
                await ScheduleAsync(store, $"p{i}", $"{i}", Noon.AddSeconds(-i), new ScheduleTurn { Queue = $"queue {i}" }, token).ConfigureAwait(false);
            }

            Expect.Same(["5", "4"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 2, token).ConfigureAwait(false)), "The first two");
            Expect.Same(["3", "2", "1"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 3, token).ConfigureAwait(false)), "The next three");
            Expect.Same(["0"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 3, token).ConfigureAwait(false)), "The last");
        }),
        Case("ClaimDue_InOrder_OneOfAPartitionAtATime", "A row in order is not claimed while one of its partition that was due before it is there, whoever holds it; its turn comes when that one is completed or put off.", async (store, token) =>
        {
            foreach (var (key, seconds) in new[] { ("second", -2), ("first", -3), ("third", -1) })
            {
                await ScheduleAsync(store, "ann", key, Noon.AddSeconds(seconds), InOrder, token).ConfigureAwait(false);
            }

            await ScheduleAsync(store, "ben", "other", Noon, InOrder, token).ConfigureAwait(false);
            await ScheduleAsync(store, "ann", "free", Noon, default, token).ConfigureAwait(false);
            var claims = await store.ClaimDueAsync(Acme, null, Noon, Minute, 9, token).ConfigureAwait(false);
            Expect.Same(["first", "other", "free"], Keys(claims).OrderBy(key => key switch { "first" => 0, "other" => 1, _ => 2 }), "The first of each");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 9, token).ConfigureAwait(false)), "While the first is held");
            Expect.That(await CompleteAsync(store, claims.First(claim => claim.Key == "first"), token).ConfigureAwait(false), "The holder was turned away.");
            Expect.Same(["second"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 9, token).ConfigureAwait(false)), "After the first");
            await ScheduleAsync(store, "ann", "second", Noon.AddSeconds(5), InOrder, token).ConfigureAwait(false);
            Expect.Same(["third"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 9, token).ConfigureAwait(false)), "After the second was put off");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, null, Noon.AddSeconds(5), Minute, 9, token).ConfigureAwait(false)), "While the third is held, and was due before the second");
        }),
        Case("ClaimDue_InOrder_PrioritiesDoNotWaitForEachOther", "An urgent row does not wait for a usual one of its partition; the end of a dead worker's lease gives its row the turn again.", async (store, token) =>
        {
            await ScheduleAsync(store, "ann", "campaign", Noon.AddMinutes(-5), InOrder, token).ConfigureAwait(false);
            await ScheduleAsync(store, "ann", "next", Noon.AddMinutes(-4), InOrder, token).ConfigureAwait(false);
            await ScheduleAsync(store, "ann", "code", Noon, InOrder with { Priority = SchedulePriority.Urgent }, token).ConfigureAwait(false);
            Expect.Same(["code", "campaign"], Keys(await store.ClaimDueAsync(Acme, null, Noon, Minute, 9, token).ConfigureAwait(false)), "Both at once");
            Expect.Same(["code", "campaign"], Keys(await store.ClaimDueAsync(Acme, null, Noon + Minute, Minute, 9, token).ConfigureAwait(false)), "Both again after their leases");
        }),
        Case("Hint_WhoWaits_IsTold", "A hint ends the wait for one, of its tenant; one that came before the wait is not lost.", async (store, token) =>
        {
            await ScheduleAsync(store, "ann", "d-1", Noon, default, token).ConfigureAwait(false);
            var waiting = store.WaitForHintAsync(Acme, 0, token).AsTask();
            var heard = 0L;
            while (!waiting.IsCompleted)
            {
                // A store may need a moment until it listens.
                await store.HintAsync(Acme, token).ConfigureAwait(false);
                await Task.Yield();
            }

            heard = await waiting.ConfigureAwait(false);
            Expect.That(heard > 0, $"{heard} hints were heard; expected one at least.");
            await store.HintAsync(Acme, token).ConfigureAwait(false);
            Expect.That(await store.WaitForHintAsync(Acme, heard, token).ConfigureAwait(false) > heard, "A hint that came before the wait was lost.");
        }),
        Case("ListParked_AllPartitions_InPages", "ListParkedAsync reads the rows of all partitions that are set aside, in the order of their deliveries, page by page.", async (store, token) =>
        {
            foreach (var (customer, delivery, state) in new[] { ("ann", "d-3", OutboxState.Parked), ("ben", "d-1", OutboxState.Parked), ("ann", "d-2", OutboxState.Queued), ("ann", "d-4", OutboxState.Parked) })
            {
                var row = new OutboxRow { Delivery = new DeliveryId(delivery), Partition = Of(customer), State = state, Fence = 3, Attempts = 2, CreatedAt = Noon, Body = Bytes(delivery) };
                await CommitAsync(store, Of(customer), unit => unit.InsertOutboxAsync(row, token).AsTask(), token).ConfigureAwait(false);
            }

            var page = await store.ListParkedAsync(Acme, null, 2, token).ConfigureAwait(false);
            Expect.Same(["Customer/ben d-1 3 2 d-1", "Customer/ann d-3 3 2 d-3"], page.Select(row => $"{row.Partition} {row.Delivery} {row.Fence} {row.Attempts} {Shown(row.Body)}"), "The first page");
            Expect.Same(["d-4"], (await store.ListParkedAsync(Acme, page[1].Delivery, 2, token).ConfigureAwait(false)).Select(row => row.Delivery.Value), "The second page");
            Expect.Same([], (await store.ListParkedAsync(Globex, null, 2, token).ConfigureAwait(false)).Select(row => row.Delivery.Value), "Another tenant's");
        }),
    ];

    private static PartitionKey Of(string customer) => PartitionKey.Of(new CustomerId(customer));

    private static Task ScheduleAsync(IOmniStore store, string customer, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken) =>
        CommitAsync(store, Of(customer), unit => unit.ScheduleAsync(Of(customer), "dispatch", key, due, turn, cancellationToken).AsTask(), cancellationToken);
}
