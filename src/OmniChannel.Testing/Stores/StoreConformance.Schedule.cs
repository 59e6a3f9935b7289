using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static IEnumerable<ConformanceCase<IOmniStore>> Schedule() =>
    [
        Case("ClaimDue_UpToNow_OldestFirst", "Rows with a due time up to now are claimed, those claimable longest first, no more than the limit.", async (store, token) =>
        {
            foreach (var (key, minutes) in new[] { ("later", 1), ("second", -1), ("first", -2), ("now", 0) })
            {
                await ScheduleAsync(store, key, Noon.AddMinutes(minutes), token).ConfigureAwait(false);
            }

            Expect.Same(["first", "second"], Keys(await store.ClaimDueAsync(Acme, Noon, Minute, 2, token).ConfigureAwait(false)), "The first two");
            Expect.Same(["now"], Keys(await store.ClaimDueAsync(Acme, Noon, Minute, 100, token).ConfigureAwait(false)), "The rest that is due");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, Noon, Minute, 100, token).ConfigureAwait(false)), "What is left");
        }),
        Case("ClaimDue_Claim_SaysWhatAndWhen", "A claim names partition, kind and key, and when the row was due, in UTC.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon.AddTicks(-3).ToOffset(TimeSpan.FromHours(5)), token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.Same([$"{Ann}", "dispatch", "d-1"], [$"{claim.Partition}", claim.Kind, claim.Key], "Partition, kind and key");
            Expect.Equal(Noon.AddTicks(-3).UtcTicks, claim.Due.UtcTicks, "The due time in ticks");
            Expect.Equal(TimeSpan.Zero, claim.Due.Offset, "The offset");
            Expect.That(claim.Fence > 0, $"The claim's number is {claim.Fence}; expected one above 0.");
        }),
        Case("ClaimDue_LeaseEnds_AnotherMayClaim", "A claim holds until its lease has ended by the now argument; the next has a higher number, and the late worker gets false.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var first = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, (Noon + Minute).AddTicks(-1), Minute, 1, token).ConfigureAwait(false)), "One tick before the lease ends");
            var second = (await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(second.Fence > first.Fence, $"The second claim has the number {second.Fence}, not above {first.Fence}.");
            Expect.Equal(Noon, second.Due, "The due time of the second claim");
            Expect.That(!await CompleteAsync(store, first, token).ConfigureAwait(false), "The late worker completed a row that another holds.");
            Expect.That(await CompleteAsync(store, second, token).ConfigureAwait(false), "The holder was turned away.");
            Expect.That(!await CompleteAsync(store, second, token).ConfigureAwait(false), "A row was completed twice.");
        }),
        Case("TryRenew_Holder_ProlongsTheLease", "TryRenewAsync prolongs the lease of whoever holds the row, even one that has run out; the fencing number and the due time stay.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(await RenewAsync(store, claim, Noon.AddMinutes(3), token).ConfigureAwait(false), "The holder was turned away.");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, Noon.AddMinutes(2), Minute, 9, token).ConfigureAwait(false)), "After the first lease, before the end of the new one");
            Expect.Equal(Noon.AddMinutes(3), await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the row can be claimed");
            Expect.That(await RenewAsync(store, claim, Noon.AddMinutes(5), token).ConfigureAwait(false), "The holder of a lease that has run out and that nobody else has taken was turned away.");
            Expect.That(await CompleteAsync(store, claim, token).ConfigureAwait(false), "The holder was turned away after it renewed.");
        }),
        Case("Claim_ByTheStoresClock_HoldsForEveryNode", "Without an instant, claims and leases are by the store's own clock: what a node thinks the time is does not matter.", async (store, token) =>
        {
            await ScheduleAsync(store, "long-ago", Noon.AddYears(-20), token).ConfigureAwait(false);
            await ScheduleAsync(store, "far-away", Noon.AddYears(500), token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, null, TimeSpan.FromDays(1), 9, token).ConfigureAwait(false)).Single();
            Expect.Equal("long-ago", claim.Key, "What is due by the store's clock");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, null, Minute, 9, token).ConfigureAwait(false)), "What another node claims during the lease");
            Expect.That(await store.NextDueAsync(Acme, token).ConfigureAwait(false) is { } end && end > Noon.AddYears(-19) && end < Noon.AddYears(400), "The lease does not end a day from the store's time.");
            Expect.That(await CommitAsync(store, Acme, [claim.Partition], unit => unit.TryRenewAsync(claim, null, TimeSpan.FromDays(2), token).AsTask(), token).ConfigureAwait(false), "The holder could not prolong its lease.");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, null, Minute, 9, token).ConfigureAwait(false)), "What another node claims during the longer lease");
            Expect.That(await CommitAsync(store, Acme, [claim.Partition], unit => unit.TryRenewAsync(claim, null, TimeSpan.Zero, token).AsTask(), token).ConfigureAwait(false), "The holder could not give the row back.");
            Expect.Same(["long-ago"], Keys(await store.ClaimDueAsync(Acme, null, Minute, 9, token).ConfigureAwait(false)), "What another node claims after the row was given back");
        }),
        Case("ReadClock_OfAUnit_IsTheClockOfClaims", "ReadClockAsync shows the clock by which rows are claimed where no instant is given.", async (store, token) =>
        {
            await CommitAsync(store, Ann, async unit =>
            {
                var now = await unit.ReadClockAsync(token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ann, "dispatch", "now", now, token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ann, "dispatch", "in-an-hour", now.AddHours(1), token).ConfigureAwait(false);
            }, token).ConfigureAwait(false);
            Expect.Same(["now"], Keys(await store.ClaimDueAsync(Acme, null, Minute, 9, token).ConfigureAwait(false)), "What is claimed by the store's clock");
        }),
        Case("TryRenew_LateWorker_IsTurnedAway", "TryRenewAsync is false, and changes nothing, once another worker has claimed the row, or it was written anew or removed.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var first = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            var second = (await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(!await RenewAsync(store, first, Noon.AddHours(1), token).ConfigureAwait(false), "A worker that woke late renewed a lease that another holds.");
            Expect.Equal(Noon + Minute + Minute, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "The end of the holder's lease");
            await ScheduleAsync(store, "d-1", Noon.AddMinutes(2), token).ConfigureAwait(false);
            Expect.That(!await RenewAsync(store, second, Noon.AddHours(1), token).ConfigureAwait(false), "A lease outlived the replacement of its row.");
            var third = (await store.ClaimDueAsync(Acme, Noon.AddMinutes(2), Minute, 1, token).ConfigureAwait(false))[0];
            await CompleteAsync(store, third, token).ConfigureAwait(false);
            Expect.That(!await RenewAsync(store, third, Noon.AddHours(1), token).ConfigureAwait(false), "A completed row was renewed.");
            Expect.Equal(null, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the next row is due");
        }),
        Case("TryComplete_LeaseOverButNobodyElse_Completes", "A lease that has run out does not matter as long as nobody else has claimed the row.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(await CompleteAsync(store, claim, token).ConfigureAwait(false), "The only worker was turned away.");
            Expect.Equal(null, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the next row is due");
        }),
        Case("ClaimDue_WorkerThatDies_DoesNotStandInTheWay", "Those that could be claimed longest come first; a claimed row can be claimed from the end of its lease on.", async (store, token) =>
        {
            await ScheduleAsync(store, "poison", Noon.AddHours(-1), token).ConfigureAwait(false);
            await ScheduleAsync(store, "good", Noon.AddSeconds(1), token).ConfigureAwait(false);
            await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false);
            Expect.Same(["good"], Keys(await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false)), "The next claim of one row");
        }),
        Case("Schedule_Again_ReplacesAndRaisesTheFence", "The same partition, kind and key replaces the row, ends its lease and keeps raising its fencing number.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var first = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            await ScheduleAsync(store, "d-1", Noon.AddSeconds(1), token).ConfigureAwait(false);
            Expect.That(!await CompleteAsync(store, first, token).ConfigureAwait(false), "The claim outlived the replacement of its row.");
            Expect.Same([], Keys(await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false)), "Before the new due time");
            var claims = await store.ClaimDueAsync(Acme, Noon.AddSeconds(1), Minute, 9, token).ConfigureAwait(false);
            Expect.Same(["d-1"], Keys(claims), "At the new due time, the lease ended");
            Expect.That(claims[0].Fence > first.Fence, $"The new claim has the number {claims[0].Fence}, not above {first.Fence}.");
        }),
        Case("Schedule_AfterRemoval_NeverReusesAFence", "A later claim of the same partition, kind and key has a higher number, even when the row was removed and written again in between.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var first = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            var second = (await store.ClaimDueAsync(Acme, Noon + Minute, Minute, 1, token).ConfigureAwait(false))[0];
            await CompleteAsync(store, second, token).ConfigureAwait(false);
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var third = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(third.Fence > second.Fence, $"After {first.Fence} and {second.Fence} a claim of the row written anew has the number {third.Fence}: a worker that sleeps since then would pass.");
            await CommitAsync(store, Ann, unit => unit.UnscheduleAsync(Ann, "dispatch", "d-1", token).AsTask(), token).ConfigureAwait(false);
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var fourth = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            Expect.That(fourth.Fence > third.Fence, $"After an unscheduling the number is {fourth.Fence}, not above {third.Fence}.");
        }),
        Case("Schedule_KindsAndKeys_AreSeparate", "A row is named by partition, kind and key.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Acme,
                [Ann, Ben],
                async unit =>
                {
                    await unit.ScheduleAsync(Ann, "dispatch", "a", Noon.AddSeconds(-4), token).ConfigureAwait(false);
                    await unit.ScheduleAsync(Ann, "expire", "a", Noon.AddSeconds(-3), token).ConfigureAwait(false);
                    await unit.ScheduleAsync(Ann, "dispatch", "b", Noon.AddSeconds(-2), token).ConfigureAwait(false);
                    await unit.ScheduleAsync(Ben, "dispatch", "a", Noon.AddSeconds(-1), token).ConfigureAwait(false);
                    return 0;
                },
                token).ConfigureAwait(false);
            var claims = await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false);
            Expect.Same(["Customer/ann dispatch a", "Customer/ann expire a", "Customer/ann dispatch b", "Customer/ben dispatch a"], claims.Select(claim => $"{claim.Partition} {claim.Kind} {claim.Key}"), "The claims");
        }),
        Case("Unschedule_WhoeverHoldsIt_Removes", "UnscheduleAsync removes a row, whoever holds it; without one, it does nothing.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.UnscheduleAsync(Ann, "dispatch", "d-1", token).ConfigureAwait(false);
                    await unit.UnscheduleAsync(Ann, "dispatch", "absent", token).ConfigureAwait(false);
                    Expect.That(!await unit.TryCompleteAsync(claim, token).ConfigureAwait(false), "A row that this unit has removed was completed.");
                },
                token).ConfigureAwait(false);
            Expect.Equal(null, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "When the next row is due");
        }),
        Case("NextDue_DueTimesAndLeases_EarliestOfBoth", "NextDueAsync is the earliest due time or, for claimed rows, end of a lease; null when the schedule is empty.", async (store, token) =>
        {
            Expect.Equal(null, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "An empty schedule");
            await ScheduleAsync(store, "soon", Noon, token).ConfigureAwait(false);
            await ScheduleAsync(store, "later", Noon.AddHours(1), token).ConfigureAwait(false);
            Expect.Equal(Noon, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "Two rows");
            await store.ClaimDueAsync(Acme, Noon, Minute, 9, token).ConfigureAwait(false);
            Expect.Equal(Noon + Minute, await store.NextDueAsync(Acme, token).ConfigureAwait(false), "One of them claimed");
            await store.ClaimDueAsync(Acme, Noon + Minute, TimeSpan.FromHours(2), 9, token).ConfigureAwait(false);
            Expect.Equal(Noon.AddHours(1), await store.NextDueAsync(Acme, token).ConfigureAwait(false), "One of them claimed for long");
        }),
        Case("Schedule_Undone_LeavesTheClaim", "Disposing without a commit undoes everything, and the claim stands as before.", async (store, token) =>
        {
            await ScheduleAsync(store, "d-1", Noon, token).ConfigureAwait(false);
            var claim = (await store.ClaimDueAsync(Acme, Noon, Minute, 1, token).ConfigureAwait(false))[0];
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                Expect.That(await unit.TryCompleteAsync(claim, token).ConfigureAwait(false), "The holder was turned away.");
            }

            Expect.That(await CompleteAsync(store, claim, token).ConfigureAwait(false), "The holder was turned away after an undone unit.");
        }),
    ];

    private static Task ScheduleAsync(IOmniStore store, string key, DateTimeOffset due, CancellationToken cancellationToken) =>
        CommitAsync(store, Ann, unit => unit.ScheduleAsync(Ann, "dispatch", key, due, cancellationToken).AsTask(), cancellationToken);

    private static Task<bool> CompleteAsync(IOmniStore store, ScheduleClaim claim, CancellationToken cancellationToken) =>
        CommitAsync(store, Acme, [claim.Partition], unit => unit.TryCompleteAsync(claim, cancellationToken).AsTask(), cancellationToken);

    private static Task<bool> RenewAsync(IOmniStore store, ScheduleClaim claim, DateTimeOffset until, CancellationToken cancellationToken) =>
        CommitAsync(store, Acme, [claim.Partition], unit => unit.TryRenewAsync(claim, until, TimeSpan.Zero, cancellationToken).AsTask(), cancellationToken);

    private static IEnumerable<string> Keys(IEnumerable<ScheduleClaim> claims) => claims.Select(claim => claim.Key);
}
