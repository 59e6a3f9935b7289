using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    /// <summary>A store may have no such units, and answers null; one that has keeps these promises.</summary>
    private static IEnumerable<ConformanceCase<IOmniStore>> Seen() =>
    [
        Case("BeginSeen_AllAsItWasSeen_WritesAll", "A unit that takes for granted what was seen writes what any other writes, and sees its own writes.", async (store, token) =>
        {
            var (seen, claim) = await SeeAsync(store, token).ConfigureAwait(false);
            if (await store.BeginSeenAsync(Acme, [Ben, Ann], seen, token).ConfigureAwait(false) is not { } unit)
            {
                return;
            }

            await using (unit.ConfigureAwait(false))
            {
                Expect.Equal(1L, await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false), "The version that was seen");
                Expect.Equal(2L, await unit.PutAsync(Ann, "a", 1, Bytes("2"), token).ConfigureAwait(false), "The next version");
                Expect.That(await unit.TryRenewAsync(claim, null, Minute, token).ConfigureAwait(false), "The holder could not keep its lease.");
                Expect.That(await unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).ConfigureAwait(false), "The holder could not replace the outbox row.");
                await unit.AppendNewAsync(Ann, Event("f"), token).ConfigureAwait(false);
                await unit.AppendNewAsync(Ann, Event("g"), token).ConfigureAwait(false);
                await unit.AppendNewAsync(Ben, Event("f"), token).ConfigureAwait(false);
                await unit.PutAsync(Ben, "new", 0, Bytes("n"), token).ConfigureAwait(false);
                Expect.Equal("2", Shown((await unit.GetAsync(Ann, "a", token).ConfigureAwait(false))!.Body), "The row as written by the unit");
                Expect.Equal(4L, await unit.AppendAsync(Ann, Event("h"), token).ConfigureAwait(false), "The number of an event whose number is asked for");
                await unit.CompleteAsync(claim, token).ConfigureAwait(false);
                Expect.That(!await unit.TryCompleteAsync(claim, token).ConfigureAwait(false), "A completed row was completed again.");
                await unit.CommitAsync(token).ConfigureAwait(false);
            }

            Expect.Equal("2", Shown((await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false))!.Body), "The row");
            Expect.Equal("n", Shown((await store.ReadStateAsync(Acme, Ben, "new", token).ConfigureAwait(false))!.Body), "The other's new row");
            Expect.Equal(Shown(OutboxRow(2)), Shown(await store.ReadOutboxAsync(Acme, Ann, new DeliveryId("d-1"), token).ConfigureAwait(false)), "The outbox row");
            Expect.Same(["1e", "2f", "3g", "4h"], await EventsAsync(store, Ann, 0, 9, token).ConfigureAwait(false), "The events");
            Expect.Same(["1f"], await EventsAsync(store, Ben, 0, 9, token).ConfigureAwait(false), "The other's event");
            Expect.Equal(null, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the next row is due after the only one was completed");
        }),
        Case("BeginSeen_SomethingChangedSince_StoresNothing", "A unit that takes for granted what is so no more throws StoreConflictException, and nothing of it is stored: a row that it writes, one that it only saw, a claim that was lost, a partition that is held, an event that is there.", async (store, token) =>
        {
            var changes = new (string What, Func<IUnitOfWork, ScheduleClaim, Task> Meanwhile, Func<IUnitOfWork, ScheduleClaim, Task>? Work)[]
            {
                ("a state row that it writes", (unit, _) => PutAsync(unit, Bytes("x")), null),
                ("a state row that was removed", (unit, _) => PutAsync(unit, null), null),
                ("a state row that it saw only", (unit, _) => PutAsync(unit, Bytes("x")), async (unit, _) => await unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).ConfigureAwait(false)),
                ("an outbox row that it writes", async (unit, _) => await unit.TryUpdateOutboxAsync(OutboxRow(1) with { Body = Bytes("x") }, 1, token).ConfigureAwait(false), null),
                ("an outbox row that it saw only", async (unit, _) => await unit.TryUpdateOutboxAsync(OutboxRow(1) with { Body = Bytes("x") }, 1, token).ConfigureAwait(false), (unit, _) => PutAsync(unit, Bytes("2"))),
                ("an outbox row that was removed", async (unit, _) => await unit.RemoveOutboxAsync(Ann, new DeliveryId("d-1"), token).ConfigureAwait(false), null),
                ("a claim that was lost", async (unit, _) => await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false), null),
                ("an event that is there", async (unit, _) => await unit.AppendAsync(Ann, Event("f"), token).ConfigureAwait(false), null),
            };
            foreach (var (what, meanwhile, work) in changes)
            {
                var (seen, claim) = await SeeAsync(store, token).ConfigureAwait(false);
                await CommitAsync(store, Ann, unit => meanwhile(unit, claim), token).ConfigureAwait(false);
                if (await store.BeginSeenAsync(Acme, [Ann, Ben], seen, token).ConfigureAwait(false) is { } unit)
                {
                    await using (unit.ConfigureAwait(false))
                    {
                        await Expect.ThrowsAsync<StoreConflictException>(() => AllAsync(unit, claim, work), $"A unit that took for granted {what} that changed").ConfigureAwait(false);
                    }

                    Expect.Equal(null, await store.ReadStateAsync(Acme, Ben, "new", token).ConfigureAwait(false), $"What the unit wrote beside {what} that changed");
                }

                await CommitAsync(store, Ann, async erasing => await erasing.EraseAsync(Ann, token).ConfigureAwait(false), token).ConfigureAwait(false);
            }

            var (last, held) = await SeeAsync(store, token).ConfigureAwait(false);
            Task late;
            await using (var holder = await store.BeginAsync(Acme, [Ben], null, token).ConfigureAwait(false))
            {
                late = LateAsync(); // refused at once, or waits for its turn
                await holder.PutAsync(Ben, "b", await holder.GetVersionAsync(Ben, "b", token).ConfigureAwait(false), Bytes("c"), token).ConfigureAwait(false);
                await holder.CommitAsync(token).ConfigureAwait(false);
            }

            await Expect.ThrowsAsync<StoreConflictException>(() => late, "A unit over a partition that another holds, and writes").ConfigureAwait(false);

            async Task LateAsync()
            {
                if (await store.BeginSeenAsync(Acme, [Ann, Ben], last, token).ConfigureAwait(false) is not { } unit)
                {
                    throw new StoreConflictException("This store has no such units.");
                }

                await using (unit.ConfigureAwait(false))
                {
                    await AllAsync(unit, held, null).ConfigureAwait(false);
                }
            }

            async Task PutAsync(IUnitOfWork unit, byte[]? body) =>
                await unit.PutAsync(Ann, "a", await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false), body is null ? (ReadOnlyMemory<byte>?)null : body, token).ConfigureAwait(false);

            async Task AllAsync(IUnitOfWork unit, ScheduleClaim claim, Func<IUnitOfWork, ScheduleClaim, Task>? work)
            {
                await unit.PutAsync(Ben, "new", 0, Bytes("n"), token).ConfigureAwait(false);
                if (work is not null)
                {
                    await work(unit, claim).ConfigureAwait(false);
                }
                else
                {
                    await PutAsync(unit, Bytes("2")).ConfigureAwait(false);
                    var isHeld = await unit.TryRenewAsync(claim, null, Minute, token).ConfigureAwait(false);
                    var isWritten = await unit.TryUpdateOutboxAsync(OutboxRow(2), 1, token).ConfigureAwait(false);
                    await unit.AppendNewAsync(Ann, Event("f"), token).ConfigureAwait(false);
                    if (!isHeld || !isWritten)
                    {
                        throw new StoreConflictException("A store that looks says so at once.");
                    }
                }

                await unit.CommitAsync(token).ConfigureAwait(false);
            }
        }),
        Case("BeginSeen_AfterRemovals_NumbersGoOn", "A unit that takes for granted what was seen numbers its events and its new rows above all that there ever were, and erases what it saw.", async (store, token) =>
        {
            var (seen, _) = await SeeAsync(store, token).ConfigureAwait(false);
            var removed = 0L;
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AppendAsync(Ann, Event("f"), token).ConfigureAwait(false);
                    await unit.AppendAsync(Ann, Event("g"), token).ConfigureAwait(false);
                    await unit.RemoveEventsAsync(Ann, [3], token).ConfigureAwait(false);
                    removed = await unit.PutAsync(Ann, "x", await unit.PutAsync(Ann, "x", 0, Bytes("1"), token).ConfigureAwait(false), Bytes("2"), token).ConfigureAwait(false);
                    await unit.PutAsync(Ann, "x", removed, null, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            if (await store.BeginSeenAsync(Acme, [Ann, Ben], seen, token).ConfigureAwait(false) is not { } unit)
            {
                return;
            }

            await using (unit.ConfigureAwait(false))
            {
                await unit.AppendNewAsync(Ann, Event("h"), token).ConfigureAwait(false);
                Expect.That(await unit.PutAsync(Ann, "x", 0, Bytes("3"), token).ConfigureAwait(false) > removed, "A version of a row that was removed was given again.");
                await unit.EraseAsync(Ben, token).ConfigureAwait(false);
                await unit.CommitAsync(token).ConfigureAwait(false);
            }

            Expect.Same(["1e", "2f", "4h"], await EventsAsync(store, Ann, 0, 9, token).ConfigureAwait(false), "The events");
            Expect.Equal(null, await store.ReadStateAsync(Acme, Ben, "b", token).ConfigureAwait(false), "A row that was seen and erased");
        }),
        Case("BeginSeen_LeaseNearlyOver_IsProlongedOrAConflict", "A unit that takes for granted what was seen prolongs a lease that is nearly over, or throws StoreConflictException and leaves it as it is.", async (store, token) =>
        {
            var (seen, claim) = await SeeAsync(store, token).ConfigureAwait(false);
            var clock = default(DateTimeOffset);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    clock = await unit.ReadClockAsync(token).ConfigureAwait(false);
                    await unit.TryRenewAsync(claim, null, TimeSpan.FromSeconds(30), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            var isProlonged = false;
            if (await store.BeginSeenAsync(Acme, [Ann, Ben], seen, token).ConfigureAwait(false) is { } unit)
            {
                await using (unit.ConfigureAwait(false))
                {
                    try
                    {
                        isProlonged = await unit.TryRenewAsync(claim, null, 10 * Minute, token).ConfigureAwait(false);
                        await unit.CommitAsync(token).ConfigureAwait(false);
                    }
                    catch (StoreConflictException)
                    {
                        isProlonged = false;
                    }
                }
            }

            Expect.Equal(isProlonged ? 0 : 1, (await store.ClaimDueAsync(Acme, clock + (5 * Minute), Minute, 1, token).ConfigureAwait(false)).Count, "Rows that another can claim five minutes later");
        }),
        Case("AppendNew_AmongOthers_HasItsNumberAndIsNeverDoubled", "AppendNewAsync appends what is new under the next number, above those of events that were removed; of what is there it throws StoreConflictException, and nothing of the unit is stored.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AppendNewAsync(Ann, Event("a"), token).ConfigureAwait(false);
                    Expect.Equal(2L, await unit.AppendAsync(Ann, Event("b"), token).ConfigureAwait(false), "The number behind an event whose number nobody asked for");
                    await unit.AppendNewAsync(Ann, Event("c"), token).ConfigureAwait(false);
                    await unit.RemoveEventsAsync(Ann, [3], token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            await CommitAsync(store, Ann, unit => unit.AppendNewAsync(Ann, Event("d"), token).AsTask(), token).ConfigureAwait(false);
            await Expect.ThrowsAsync<StoreConflictException>(
                () => CommitAsync(
                    store,
                    Ann,
                    async unit =>
                    {
                        await unit.PutAsync(Ann, "beside", 0, Bytes("x"), token).ConfigureAwait(false);
                        await unit.AppendNewAsync(Ann, Event("a"), token).ConfigureAwait(false);
                    },
                    token),
                "Appending as new what is there").ConfigureAwait(false);
            Expect.Same(["1a", "2b", "4d"], await EventsAsync(store, Ann, 0, 9, token).ConfigureAwait(false), "The events");
            Expect.Equal(null, await store.ReadStateAsync(Acme, Ann, "beside", token).ConfigureAwait(false), "What was written beside an event that was there");
        }),
        Case("Look_RowsOfBothKinds_InTheOrderOfTheRequest", "LookAsync gives outbox rows and state rows in the order of the request, null where there is none, of the tenant alone.", async (store, token) =>
        {
            await SeeAsync(store, token).ConfigureAwait(false);
            OutboxAddress[] outbox = [new(Ben, new DeliveryId("d-1")), new(Ann, new DeliveryId("d-1")), new(Ann, new DeliveryId("d-2"))];
            StateAddress[] states = [new(Ben, "b"), new(Ann, "none"), new(Ann, "a")];
            foreach (var (of, withOutbox, withStates) in new[] { (Acme, true, true), (Acme, true, false), (Acme, false, true), (Acme, false, false), (Globex, true, true) })
            {
                var rows = await store.LookAsync(of, withOutbox ? outbox : [], withStates ? states : [], token).ConfigureAwait(false);
                var isThere = of == Acme;
                Expect.Same(withOutbox ? ["", isThere ? "d-1" : "", ""] : [], rows.Outbox.Select(row => row?.Delivery.Value ?? ""), $"The outbox rows of {of}");
                Expect.Same(withStates ? [isThere ? "b" : "", "", isThere ? "1" : ""] : [], rows.States.Select(row => row is null ? "" : Shown(row.Body)), $"The state rows of {of}");
            }
        }),
        Case("Complete_LateWorker_ChangesNothing", "CompleteAsync removes the row of the worker that holds it, and nothing when another does, or nobody knows it.", async (store, token) =>
        {
            await CommitAsync(store, Ann, async unit => await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false), token).ConfigureAwait(false);
            var late = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            var held = (await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false))[0];
            foreach (var (claim, isThere) in new[] { (late, true), (held with { Kind = "other" }, true), (held, false), (held, false) })
            {
                await using (var unit = await store.BeginSeenAsync(Acme, [Ann], new UnitSeen(), token).ConfigureAwait(false) ?? await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
                {
                    await unit.CompleteAsync(claim, token).ConfigureAwait(false);
                    await unit.CommitAsync(token).ConfigureAwait(false);
                }

                Expect.Equal(isThere, await store.NextDueAsync(Acme, token).ConfigureAwait(false) is not null, $"Whether the row is there after {claim.Kind} {claim.Fence} was completed");
            }
        }),
    ];

    /// <summary>Writes rows of Ann's, claims one, and looks at them.</summary>
    private static async Task<(UnitSeen Seen, ScheduleClaim Claim)> SeeAsync(IOmniStore store, CancellationToken token)
    {
        await CommitAsync(store, Acme, [Ann, Ben], async unit =>
        {
            await unit.PutAsync(Ben, "b", (await unit.GetAsync(Ben, "b", token).ConfigureAwait(false))?.Version ?? 0, Bytes("b"), token).ConfigureAwait(false);
            await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false);
            await unit.InsertOutboxAsync(OutboxRow(1), token).ConfigureAwait(false);
            await unit.AppendAsync(Ann, Event("e"), token).ConfigureAwait(false);
            await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
            return true;
        }, token).ConfigureAwait(false);
        var claim = (await store.ClaimDueAsync(Acme, null, Minute, 1, token).ConfigureAwait(false))[0];
        var (delivery, a, b) = (new DeliveryId("d-1"), new StateAddress(Ann, "a"), new StateAddress(Ben, "b"));
        var rows = await store.LookAsync(Acme, [new OutboxAddress(Ann, delivery), new OutboxAddress(Ben, delivery)], [a, b], token).ConfigureAwait(false);
        return (new UnitSeen { States = [new SeenVersion(a, rows.States[0]!.Version), new SeenVersion(b, rows.States[1]!.Version)], Outbox = [rows.Outbox[0]!] }, claim);
    }
}
