using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Together() =>
    [
        Case("BeginFree_HeldPartition_IsLeftOutOrWaitedFor", "BeginFreeAsync names what nobody holds; what another unit holds it leaves out, or waits for where the store has one writer.", async (store, token) =>
        {
            var holder = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            var opening = store.BeginFreeAsync(Acme, [Ben, Ann], token).AsTask();
            if (await IsSoonAsync(opening, token).ConfigureAwait(false))
            {
                var free = await opening.ConfigureAwait(false);
                Expect.Same(["Customer/ben"], free.Partitions.Select(partition => partition.ToString()), "What is named while another unit holds one of two");
                await free.Unit!.PutAsync(Ben, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                await Refused(async () => await free.Unit.GetAsync(Ann, "a", token).ConfigureAwait(false), "A partition that was left out").ConfigureAwait(false);
                await free.Unit.CommitAsync(token).ConfigureAwait(false);
                await free.Unit.DisposeAsync().ConfigureAwait(false);
                Expect.Equal(null, (await store.BeginFreeAsync(Acme, [Ann], token).ConfigureAwait(false)).Unit, "A unit over nothing but what is held");
                await holder.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                await holder.DisposeAsync().ConfigureAwait(false);
                await using var waited = (await opening.ConfigureAwait(false)).Unit!;
                await waited.PutAsync(Ben, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                await waited.CommitAsync(token).ConfigureAwait(false);
            }

            Expect.NotNull(await store.ReadStateAsync(Acme, Ben, "a", token).ConfigureAwait(false), "What was written in the free unit");
            var both = await store.BeginFreeAsync(Acme, [Ann, Ben], token).ConfigureAwait(false);
            await using var unit = both.Unit!;
            Expect.Same(["Customer/ann", "Customer/ben"], both.Partitions.Order().Select(partition => partition.ToString()), "What is named when nobody holds anything");
        }),
        Case("Fetch_WhatIsThereAndWhatIsNot_ChangesNoAnswer", "FetchAsync changes no answer: rows that are there, rows that are not, claims that hold and claims that were lost.", async (store, token) =>
        {
            await CommitAsync(store, Ann, WriteAnnAsync, token).ConfigureAwait(false);
            var lost = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            var held = (await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false))[0];
            var free = await store.BeginFreeAsync(Acme, [Ann, Ben], token).ConfigureAwait(false);
            var unit = free.Unit!;
            await using (unit.ConfigureAwait(false))
            {
                await unit.FetchAsync(
                    new UnitNeeds
                    {
                        States = [new StateAddress(Ann, "a"), new StateAddress(Ann, "none"), new StateAddress(Ben, "a")],
                        Outbox = [new OutboxAddress(Ann, new DeliveryId("d-1")), new OutboxAddress(Ben, new DeliveryId("d-1"))],
                        Claims = [held],
                        Events = [new EventAddress(Ann, "web", "e"), new EventAddress(Ann, "web", "new"), new EventAddress(Ben, "web", "e")],
                    },
                    token).ConfigureAwait(false);
                Expect.Equal("1", Shown((await unit.GetAsync(Ann, "a", token).ConfigureAwait(false))!.Body), "A row that is there");
                Expect.Equal(null, await unit.GetAsync(Ann, "none", token).ConfigureAwait(false), "A row that is not");
                var version = await unit.PutAsync(Ann, "a", 1, Bytes("2"), token).ConfigureAwait(false);
                Expect.Equal("2", Shown((await unit.GetAsync(Ann, "a", token).ConfigureAwait(false))!.Body), "The row as written by the unit");
                await unit.PutAsync(Ann, "a", version, Bytes("3"), token).ConfigureAwait(false);
                await unit.PutAsync(Ben, "a", 0, Bytes("b"), token).ConfigureAwait(false);
                Expect.That(!await unit.TryUpdateOutboxAsync(OutboxRow(9), 7, token).ConfigureAwait(false), "A late worker replaced the outbox row.");
                Expect.That(await unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).ConfigureAwait(false), "The holder could not replace the outbox row.");
                Expect.Equal(Shown(OutboxRow(2)), Shown(await unit.GetOutboxAsync(Ann, new DeliveryId("d-1"), token).ConfigureAwait(false)), "The outbox row as written by the unit");
                Expect.Equal(0L, await unit.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false), "The number of an event that is there");
                Expect.Equal(2L, await unit.AppendAsync(Ann, Event("new"), token).ConfigureAwait(false), "The number of a new event");
                Expect.Equal(1L, await unit.AppendAsync(Ben, Event("e"), token).ConfigureAwait(false), "The number of the first event of another");
                Expect.That(!await unit.TryCompleteAsync(lost, token).ConfigureAwait(false), "Who lost the claim completed the row.");
                Expect.That(await unit.TryRenewAsync(held, Noon, TimeSpan.FromHours(1), token).ConfigureAwait(false), "The holder could not prolong its lease.");
                Expect.That(await unit.TryCompleteAsync(held, token).ConfigureAwait(false), "The holder could not complete the row.");
                Expect.That(!await unit.TryRenewAsync(held, Noon, TimeSpan.FromHours(1), token).ConfigureAwait(false), "A completed row was prolonged.");
                await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
                await unit.CommitAsync(token).ConfigureAwait(false);
            }

            Expect.Equal("3", Shown((await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false))!.Body), "The row that was written twice");
            Expect.Equal("b", Shown((await store.ReadStateAsync(Acme, Ben, "a", token).ConfigureAwait(false))!.Body), "The other's row");
            Expect.Same(["e", "new"], (await store.ReadEventsAsync(Acme, Ann, null, 0, 9, token).ConfigureAwait(false)).Select(row => row.Entry.Id), "The events");
            var again = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(again.Fence > held.Fence, $"The fencing number went from {held.Fence} to {again.Fence}.");

            async Task WriteAnnAsync(IUnitOfWork unit)
            {
                await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                await unit.InsertOutboxAsync(OutboxRow(1), token).ConfigureAwait(false);
                await unit.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
            }
        }),
        Case("Begin_WithNeeds_ReadsWhatTheLastHolderLeft", "A unit that says beforehand what it will ask for sees what the holder before it left, however long it waited, and names of whomever.", async (store, token) =>
        {
            var name = new LookupRow { Kind = LookupKind.Delivery, Key = "d-1", Partition = Ann, Body = Bytes("n") };
            var needs = new UnitNeeds
            {
                States = [new StateAddress(Ann, "a"), new StateAddress(Ann, "none")],
                OutboxVersions = [new OutboxAddress(Ann, new DeliveryId("d-1"))],
                Events = [new EventAddress(Ann, "web", "e"), new EventAddress(Ann, "web", "new")],
                Lookups = [new LookupAddress(LookupKind.Delivery, "d-1"), new LookupAddress(LookupKind.Delivery, "d-2")],
            };
            for (var turn = 0L; turn < 3; turn++)
            {
                var holder = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
                var opening = store.BeginAsync(Acme, [Ann], needs, null, token).AsTask();
                var version = await holder.PutAsync(Ann, "a", turn, Bytes($"{turn}"), token).ConfigureAwait(false);
                await holder.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false);
                await holder.AddLookupAsync(name, Noon, token).ConfigureAwait(false);
                var ending = EndAsync(holder, token); // a store may commit both together: it ends when the unit does
                await using (var unit = await opening.ConfigureAwait(false))
                {
                    Expect.Equal($"{turn}", Shown((await unit.GetAsync(Ann, "a", token).ConfigureAwait(false))!.Body), "The row that the holder wrote");
                    Expect.Equal(null, await unit.GetAsync(Ann, "none", token).ConfigureAwait(false), "A row that is not there");
                    Expect.Equal(0L, await unit.GetOutboxVersionAsync(Ann, new DeliveryId("d-1"), token).ConfigureAwait(false), "An outbox row that is not there");
                    Expect.Equal(0L, await unit.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false), "The number of an event that the holder appended");
                    Expect.Equal(2L, await unit.AppendAsync(Ann, Event("new"), token).ConfigureAwait(false), "The number of a new event");
                    Expect.Equal("n", Shown((await unit.AddLookupAsync(name with { Body = Bytes("other") }, Noon, token).ConfigureAwait(false)).Body), "The name that stood first");
                    Expect.Equal(null, await unit.FindAsync(LookupKind.Delivery, "d-2", Noon, token).ConfigureAwait(false), "A name that is not there");
                    Expect.Equal("m", Shown((await unit.AddLookupAsync(name with { Key = "d-2", Body = Bytes("m") }, Noon, token).ConfigureAwait(false)).Body), "A new name");
                    Expect.Equal("m", Shown((await unit.AddLookupAsync(name with { Key = "d-2", Body = Bytes("later") }, Noon, token).ConfigureAwait(false)).Body), "A name that the unit has added itself");
                }

                await ending.ConfigureAwait(false);
                Expect.Equal(version, turn + 1, "The version that the holder wrote");
            }
        }),
        Case("Versions_WithoutContent_AreThoseOfTheRows", "GetVersionAsync and GetOutboxVersionAsync give the rows' versions, 0 where there is none, whether they were fetched or not; every write raises them.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
                    await unit.InsertOutboxAsync(OutboxRow(1), token).ConfigureAwait(false);
                    Expect.Equal(1L, await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false), "The version of a state row in its own unit");
                    Expect.Equal(1L, await unit.GetOutboxVersionAsync(Ann, OutboxRow(1).Delivery, token).ConfigureAwait(false), "The version of an outbox row in its own unit");
                },
                token).ConfigureAwait(false);
            for (var turn = 0; turn < 3; turn++)
            {
                var before = (await OutboxAsync(store, token).ConfigureAwait(false))!;
                var needs = new UnitNeeds { StateVersions = [new StateAddress(Ann, "a"), new StateAddress(Ben, "a")], OutboxVersions = [new OutboxAddress(Ann, before.Delivery), new OutboxAddress(Ben, before.Delivery)] };
                var unit = (await store.BeginFreeAsync(Acme, [Ann, Ben], turn == 2 ? needs : null, token).ConfigureAwait(false)).Unit!;
                await using (unit.ConfigureAwait(false))
                {
                    if (turn == 1)
                    {
                        await unit.FetchAsync(needs, token).ConfigureAwait(false);
                    }

                    Expect.Equal(before.Version, await unit.GetOutboxVersionAsync(Ann, before.Delivery, token).ConfigureAwait(false), "The version of an outbox row");
                    Expect.Equal(0L, await unit.GetOutboxVersionAsync(Ben, before.Delivery, token).ConfigureAwait(false), "The version of an outbox row that is not there");
                    Expect.Equal(0L, await unit.GetVersionAsync(Ben, "a", token).ConfigureAwait(false), "The version of a state row that is not there");
                    var version = await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false);
                    Expect.Equal(version + 1, await unit.PutAsync(Ann, "a", version, Bytes("2"), token).ConfigureAwait(false), "The version after a write");
                    Expect.Equal(version + 1, await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false), "The version that the unit wrote");
                    Expect.That(await unit.TryUpdateOutboxAsync(OutboxRow(before.Fence) with { Body = Bytes("2") }, before.Fence, token).ConfigureAwait(false), "The outbox row could not be replaced under its fencing number.");
                    Expect.Equal(before.Version + 1, await unit.GetOutboxVersionAsync(Ann, before.Delivery, token).ConfigureAwait(false), "The version of an outbox row whose content alone was replaced");
                    await unit.CommitAsync(token).ConfigureAwait(false);
                }
            }
        }),
        Case("ReadOutbox_Several_InTheOrderOfTheRequest", "ReadOutboxAsync of several rows answers in the order of the request, null where there is none.", async (store, token) =>
        {
            Expect.Same(["", ""], (await store.ReadOutboxAsync(Acme, [new(Ann, new DeliveryId("d-1")), new(Ben, new DeliveryId("d-1"))], token).ConfigureAwait(false)).Select(row => $"{row?.Fence}"), "Rows of a tenant that has written nothing");
            await CommitAsync(store, Ann, unit => unit.InsertOutboxAsync(OutboxRow(1), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ben, unit => unit.InsertOutboxAsync(OutboxRow(4) with { Partition = Ben, Delivery = new DeliveryId("d-2") }, token).AsTask(), token).ConfigureAwait(false);
            var rows = await store.ReadOutboxAsync(Acme, [new(Ben, new DeliveryId("d-2")), new(Ben, new DeliveryId("d-1")), new(Ann, new DeliveryId("d-1"))], token).ConfigureAwait(false);
            Expect.Same(["Customer/ben 4", " ", "Customer/ann 1"], rows.Select(row => $"{row?.Partition} {row?.Fence}"), "The rows");
        }),
    ];

    /// <summary>Whether something comes to its end by itself, with nobody letting go of anything.</summary>
    private static async Task<bool> IsSoonAsync(Task opening, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await opening.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task EndAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        await unit.DisposeAsync().ConfigureAwait(false);
    }
}
