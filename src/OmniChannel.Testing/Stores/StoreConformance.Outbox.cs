using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Outbox() =>
    [
        Case("InsertOutbox_EveryPart_ComesBack", "An outbox row comes back as it was inserted, in its own unit and later.", async (store, token) =>
        {
            var row = OutboxRow(1) with { State = OutboxState.Retrying, Attempts = 3, CreatedAt = Noon.AddTicks(7) };
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.Equal(null, await unit.GetOutboxAsync(Ann, row.Delivery, token).ConfigureAwait(false), "A row that was never inserted");
                    await unit.InsertOutboxAsync(row, token).ConfigureAwait(false);
                    Expect.Equal(Shown(row), Shown(await unit.GetOutboxAsync(Ann, row.Delivery, token).ConfigureAwait(false)), "The row in its own unit");
                },
                token).ConfigureAwait(false);
            Expect.Equal(Shown(row), Shown(await OutboxAsync(store, token).ConfigureAwait(false)), "The row");
        }),
        Case("ReadOutbox_WithoutAUnit_SeesWhatIsCommitted", "ReadOutboxAsync sees the committed row, and nothing of a unit that is still open.", async (store, token) =>
        {
            Expect.Equal(null, await store.ReadOutboxAsync(Acme, Ann, new DeliveryId("d-1"), token).ConfigureAwait(false), "A row of a tenant that has written nothing");
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(1), token).AsTask(), token).ConfigureAwait(false);
            Expect.Equal(Shown(OutboxRow(1)), Shown(await store.ReadOutboxAsync(Acme, Ann, new DeliveryId("d-1"), token).ConfigureAwait(false)), "The committed row");
            Expect.Equal(null, await store.ReadOutboxAsync(Acme, Ann, new DeliveryId("absent"), token).ConfigureAwait(false), "A row that was never inserted");
            Expect.Equal(null, await store.ReadOutboxAsync(Acme, Ben, new DeliveryId("d-1"), token).ConfigureAwait(false), "The row looked for in another partition");
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).ConfigureAwait(false);
            Expect.Equal(Shown(OutboxRow(1)), Shown(await store.ReadOutboxAsync(Acme, Ann, new DeliveryId("d-1"), token).ConfigureAwait(false)), "The row while a unit is open");
        }),
        Case("InsertOutbox_SecondTime_IsAConflict", "InsertOutboxAsync throws StoreConflictException when there is a row already.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(1), token).AsTask(), token).ConfigureAwait(false);
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await Expect.ThrowsAsync<StoreConflictException>(async () => await unit.InsertOutboxAsync(OutboxRow(1), token).ConfigureAwait(false), "The second insert").ConfigureAwait(false);
        }),
        Case("TryUpdateOutbox_SameFence_Replaces", "TryUpdateOutboxAsync replaces the row if its fencing number still is the expected one; CreatedAt stays.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(1), token).AsTask(), token).ConfigureAwait(false);
            var next = OutboxRow(2) with { State = OutboxState.Calling, Attempts = 1, Body = Bytes("rendered") };
            await CommitAsync(store, Ann, async unit => Expect.That(await unit.TryUpdateOutboxAsync(next with { CreatedAt = Noon.AddDays(1) }, 1, token).ConfigureAwait(false), "The holder of the row was turned away."), token).ConfigureAwait(false);
            Expect.Equal(Shown(next), Shown(await OutboxAsync(store, token).ConfigureAwait(false)), "The row");
        }),
        Case("TryUpdateOutbox_LateWorker_GetsFalse", "A worker that wakes late gets false, and nothing changes.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(1), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ann, unit => unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.That(!await unit.TryUpdateOutboxAsync(OutboxRow(9) with { State = OutboxState.Accepted }, 1, token).ConfigureAwait(false), "A late worker replaced the row.");
                    Expect.That(!await unit.TryUpdateOutboxAsync(OutboxRow(9) with { Delivery = new DeliveryId("absent") }, 1, token).ConfigureAwait(false), "A row that is not there was replaced.");
                },
                token).ConfigureAwait(false);
            Expect.Equal(Shown(OutboxRow(2)), Shown(await OutboxAsync(store, token).ConfigureAwait(false)), "The row");
        }),
        Case("TryUpdateOutbox_LowerFence_IsRefused", "A fencing number only rises.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(5), token).AsTask(), token).ConfigureAwait(false);
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await unit.TryUpdateOutboxAsync(OutboxRow(4), 5, token).ConfigureAwait(false), "A lower fencing number").ConfigureAwait(false);
        }),
    ];

    private static OutboxRow OutboxRow(long fence) => new()
    {
        Delivery = new DeliveryId("d-1"),
        Partition = Ann,
        State = OutboxState.Queued,
        Fence = fence,
        Attempts = 0,
        CreatedAt = Noon,
        Body = Bytes("{}"),
    };

    private static async Task<OutboxRow?> OutboxAsync(IOmniStore store, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(Acme, [Ann], null, cancellationToken).ConfigureAwait(false);
        return await unit.GetOutboxAsync(Ann, new DeliveryId("d-1"), cancellationToken).ConfigureAwait(false);
    }

    private static string Shown(OutboxRow? row) => row is null ? "nothing" : $"{row.Delivery} {row.Partition} {row.State} {row.Fence} {row.Attempts} {row.CreatedAt.UtcTicks} {row.CreatedAt.Offset} {Shown(row.Body)}";
}
