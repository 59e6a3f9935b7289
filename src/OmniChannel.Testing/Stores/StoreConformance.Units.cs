using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Units() =>
    [
        Case("Initialize_Again_DoesNothing", "Calling InitializeAsync again does nothing.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            await store.InitializeAsync(token).ConfigureAwait(false);
            Expect.NotNull(await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false), "The row written before");
        }),
        Case("Unit_BeforeItsCommit_IsUnseen", "Nobody else sees a unit's writes before the commit, and reading does not wait for it.", async (store, token) =>
        {
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await WriteEverythingAsync(unit, token).ConfigureAwait(false);
            await ExpectNothingAsync(store, token).ConfigureAwait(false);
            await unit.CommitAsync(token).ConfigureAwait(false);
            Expect.NotNull(await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false), "The row after the commit");
        }),
        Case("Unit_DisposedWithoutCommit_UndoesEverything", "Disposing without a commit undoes everything: state, events, outbox, schedule and names.", async (store, token) =>
        {
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await WriteEverythingAsync(unit, token).ConfigureAwait(false);
            }

            await ExpectNothingAsync(store, token).ConfigureAwait(false);
            Expect.Equal(null, await OutboxAsync(store, token).ConfigureAwait(false), "The outbox row");
        }),
        Case("Unit_CancelledBeforeCommit_LeavesNothing", "Cancelling before the commit leaves nothing.", async (store, token) =>
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(token);
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await WriteEverythingAsync(unit, token).ConfigureAwait(false);
                await cancelled.CancelAsync().ConfigureAwait(false);
                await Expect.ThrowsAsync<OperationCanceledException>(async () => await unit.CommitAsync(cancelled.Token).ConfigureAwait(false), "A commit under a cancelled token").ConfigureAwait(false);
            }

            await ExpectNothingAsync(store, token).ConfigureAwait(false);
        }),
        Case("Calls_CancelledBefore_Throw", "A token that is already cancelled has no effect but its exception.", async (store, token) =>
        {
            var cancelled = new CancellationToken(canceled: true);
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(async () => await store.ClaimDueAsync(Acme, Noon, Minute, 1, cancelled).ConfigureAwait(false), "A claim").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(async () => await store.ReadStateAsync(Acme, Ann, "a", cancelled).ConfigureAwait(false), "A read").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(async () => await store.BeginAsync(Acme, [Ann], null, cancelled).ConfigureAwait(false), "A beginning").ConfigureAwait(false);
            Expect.Equal(1, (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false)).Count, "The number of rows left to claim");
        }),
        Case("Begin_CancelledWhileWaiting_LeavesTheWayFree", "The token cancels the wait for locks, and the next unit is not held up by who gave up.", async (store, token) =>
        {
            using var impatient = CancellationTokenSource.CreateLinkedTokenSource(token);
            var holder = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await using (holder.ConfigureAwait(false))
            {
                var waiting = store.BeginAsync(Acme, [Ben, Ann], null, impatient.Token).AsTask();
                await impatient.CancelAsync().ConfigureAwait(false);
                var ended = await Task.WhenAny(waiting).WaitAsync(token).ConfigureAwait(false);
                Expect.That(ended.IsCanceled || ended.Exception?.InnerException is StoreConflictException or OperationCanceledException, "A unit began on a partition that another unit holds.");
            }

            await CommitAsync(store, Acme, [Ann, Ben], unit => unit.PutAsync(Ann, "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
        }),
        Case("Unit_AnotherPartition_IsRefused", "A partition that was not named is an InvalidOperationException in every method.", async (store, token) =>
        {
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            var claim = new ScheduleClaim { Partition = Ben, Kind = "dispatch", Key = "a", Due = Noon, Fence = 1 };
            var row = OutboxRow(1) with { Partition = Ben };
            await Refused(async () => await unit.GetAsync(Ben, "a", token).ConfigureAwait(false), "GetAsync").ConfigureAwait(false);
            await Refused(async () => await unit.PutAsync(Ben, "a", 0, Bytes("1"), token).ConfigureAwait(false), "PutAsync").ConfigureAwait(false);
            await Refused(async () => await unit.AppendAsync(Ben, Event("a"), token).ConfigureAwait(false), "AppendAsync").ConfigureAwait(false);
            await Refused(async () => await unit.GetOutboxAsync(Ben, row.Delivery, token).ConfigureAwait(false), "GetOutboxAsync").ConfigureAwait(false);
            await Refused(async () => await unit.InsertOutboxAsync(row, token).ConfigureAwait(false), "InsertOutboxAsync").ConfigureAwait(false);
            await Refused(async () => await unit.TryUpdateOutboxAsync(row, 1, token).ConfigureAwait(false), "TryUpdateOutboxAsync").ConfigureAwait(false);
            await Refused(async () => await unit.ScheduleAsync(Ben, "dispatch", "a", Noon, token).ConfigureAwait(false), "ScheduleAsync").ConfigureAwait(false);
            await Refused(async () => await unit.UnscheduleAsync(Ben, "dispatch", "a", token).ConfigureAwait(false), "UnscheduleAsync").ConfigureAwait(false);
            await Refused(async () => await unit.TryCompleteAsync(claim, token).ConfigureAwait(false), "TryCompleteAsync").ConfigureAwait(false);
            await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
            await unit.CommitAsync(token).ConfigureAwait(false);
        }),
        Case("Unit_AfterItsCommit_IsRefused", "Any use after the commit is an InvalidOperationException; disposing twice is harmless.", async (store, token) =>
        {
            var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
            await unit.CommitAsync(token).ConfigureAwait(false);
            await Refused(async () => await unit.PutAsync(Ann, "a", 1, Bytes("2"), token).ConfigureAwait(false), "PutAsync").ConfigureAwait(false);
            await Refused(async () => await unit.CommitAsync(token).ConfigureAwait(false), "A second commit").ConfigureAwait(false);
            await unit.DisposeAsync().ConfigureAwait(false);
            await unit.DisposeAsync().ConfigureAwait(false);
            Expect.Equal(1, (await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false))?.Version, "The version after the commit");
        }),
        Case("Unit_AfterAConflict_CannotCommit", "After a StoreConflictException the unit can only be disposed of, and nothing of it is stored.", async (store, token) =>
        {
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await unit.PutAsync(Ann, "a", 0, Bytes("half"), token).ConfigureAwait(false);
                await Expect.ThrowsAsync<StoreConflictException>(async () => await unit.PutAsync(Ann, "b", 4, Bytes("x"), token).ConfigureAwait(false), "A put over another version").ConfigureAwait(false);
                await Refused(async () => await unit.CommitAsync(token).ConfigureAwait(false), "The commit").ConfigureAwait(false);
            }

            Expect.Equal(null, await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false), "The first half");
        }),
        Case("Unit_SeveralPartitions_CommitTogether", "A unit commits all its partitions or none, named in any order and more than once.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Acme,
                [Ben, Ann, Ben],
                async unit =>
                {
                    await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                    return await unit.PutAsync(Ben, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.Equal(2, (await store.ReadStatesAsync(Acme, [new(Ann, "a"), new(Ben, "a")], token).ConfigureAwait(false)).Count(row => row is not null), "The number of rows");
        }),
    ];

    private static async Task Refused(Func<Task> call, string what) => await Expect.ThrowsAsync<InvalidOperationException>(call, what).ConfigureAwait(false);

    private static async Task WriteEverythingAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        await unit.PutAsync(Ann, "profile", 0, Bytes("{}"), cancellationToken).ConfigureAwait(false);
        await unit.AppendAsync(Ann, Event("a"), cancellationToken).ConfigureAwait(false);
        await unit.InsertOutboxAsync(OutboxRow(1), cancellationToken).ConfigureAwait(false);
        await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, cancellationToken).ConfigureAwait(false);
        await unit.AddLookupAsync(Lookup("key-1"), Noon, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExpectNothingAsync(IOmniStore store, CancellationToken cancellationToken)
    {
        Expect.Equal(null, await store.ReadStateAsync(Acme, Ann, "profile", cancellationToken).ConfigureAwait(false), "The state row");
        Expect.Equal(0, (await store.ReadEventsAsync(Acme, Ann, null, 0, 9, cancellationToken).ConfigureAwait(false)).Count, "The number of events");
        Expect.Equal(null, await store.NextDueAsync(Acme, cancellationToken).ConfigureAwait(false), "When the next row of the schedule is due");
        Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, cancellationToken).ConfigureAwait(false), "The look-up name");
    }
}
