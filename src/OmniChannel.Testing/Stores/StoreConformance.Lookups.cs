using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Lookups() =>
    [
        Case("AddLookup_New_IsFound", "AddLookupAsync returns the row that stands, the new one; FindAsync finds it, with every part.", async (store, token) =>
        {
            var row = Lookup("key-1") with { ExpiresAt = Noon.AddDays(7).ToOffset(TimeSpan.FromHours(1)) };
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.Equal("body", Shown((await unit.AddLookupAsync(row, Noon, token).ConfigureAwait(false)).Body), "The row that stands");
                    Expect.Equal("body", Shown((await unit.AddLookupAsync(row with { Body = Bytes("other") }, Noon, token).ConfigureAwait(false)).Body), "The row that stands in the same unit");
                },
                token).ConfigureAwait(false);
            var found = Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false), "The row");
            Expect.Equal("IdempotencyKey key-1 Customer/ann body", $"{found.Kind} {found.Key} {found.Partition} {Shown(found.Body)}", "Kind, key, partition and body");
            Expect.Equal(Noon.AddDays(7).UtcTicks, found.ExpiresAt?.UtcTicks, "When it runs out, in ticks");
            Expect.Equal(TimeSpan.Zero, found.ExpiresAt?.Offset, "The offset");
        }),
        Case("Find_InAUnit_SeesItsOwnWritesAndCommitted", "FindAsync of a unit sees what is committed and the unit's own writes, and what has run out by its now argument is not found.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("committed") with { ExpiresAt = Noon }, Noon.AddDays(-1), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AddLookupAsync(Lookup("own"), Noon, token).ConfigureAwait(false);
                    Expect.NotNull(await unit.FindAsync(LookupKind.IdempotencyKey, "own", Noon, token).ConfigureAwait(false), "The unit's own name");
                    Expect.NotNull(await unit.FindAsync(LookupKind.IdempotencyKey, "committed", Noon.AddTicks(-1), token).ConfigureAwait(false), "A committed name");
                    Expect.Equal(null, await unit.FindAsync(LookupKind.IdempotencyKey, "committed", Noon, token).ConfigureAwait(false), "A name that has run out");
                    Expect.Equal(null, await unit.FindAsync(LookupKind.IdempotencyKey, "absent", Noon, token).ConfigureAwait(false), "A name nobody added");
                },
                token).ConfigureAwait(false);
        }),
        Case("AddLookup_SecondTime_TheFirstStands", "AddLookupAsync returns the row that was there first, and changes nothing.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("key-1"), Noon, token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ben, async unit => Expect.Equal("body", Shown((await unit.AddLookupAsync(Lookup("key-1") with { Partition = Ben, Body = Bytes("other") }, Noon, token).ConfigureAwait(false)).Body), "The row that stands"), token).ConfigureAwait(false);
            Expect.Equal("body", Shown((await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false))!.Body), "The row found");
        }),
        Case("Find_RunOut_IsNotFound", "A name has run out at its end exactly; one without an end never does.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.AddLookupAsync(Lookup("short") with { ExpiresAt = Noon }, Noon.AddDays(-1), token).ConfigureAwait(false);
                    await unit.AddLookupAsync(Lookup("ever"), Noon.AddDays(-1), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, "short", Noon.AddTicks(-1), token).ConfigureAwait(false), "One tick before the end");
            Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "short", Noon, token).ConfigureAwait(false), "At the end");
            Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, "ever", DateTimeOffset.MaxValue, token).ConfigureAwait(false), "A name without an end, at the end of time");
        }),
        Case("AddLookup_OverOneThatHasRunOut_Replaces", "A name that has run out is replaced.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("key-1") with { ExpiresAt = Noon }, Noon.AddDays(-1), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ann, async unit => Expect.Equal("new", Shown((await unit.AddLookupAsync(Lookup("key-1") with { Body = Bytes("new") }, Noon, token).ConfigureAwait(false)).Body), "The row that stands"), token).ConfigureAwait(false);
            Expect.Equal("new", Shown((await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false))!.Body), "The row found");
        }),
        Case("AddLookup_Kinds_AreSeparate", "Each kind is a table of its own, and a name is up to 512 characters.", async (store, token) =>
        {
            var name = new string('x', 512);
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup(name), Noon, token).AsTask(), token).ConfigureAwait(false);
            Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, name, Noon, token).ConfigureAwait(false), "The name of its kind");
            Expect.Equal(null, await store.FindAsync(Acme, LookupKind.Delivery, name, Noon, token).ConfigureAwait(false), "The name of another kind");
        }),
        Case("RemoveLookup_Standing_IsGone", "RemoveLookupAsync removes a name, run out or not, and says whether there was one; the name can be added again.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("key-1"), Noon, token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("over") with { ExpiresAt = Noon }, Noon.AddDays(-1), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    Expect.That(await unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "key-1", token).ConfigureAwait(false), "A standing name was not there to be removed.");
                    Expect.That(await unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "over", token).ConfigureAwait(false), "A name that has run out was not there to be removed.");
                    Expect.That(!await unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "key-1", token).ConfigureAwait(false), "A removed name could be removed again.");
                    Expect.That(!await unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "absent", token).ConfigureAwait(false), "A name nobody added could be removed.");
                    Expect.Equal(null, await unit.FindAsync(LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false), "The removed name within the unit");
                    await unit.AddLookupAsync(Lookup("key-1") with { Body = Bytes("again") }, Noon, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.Equal("again", Shown((await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false))!.Body), "The name that was added again");
            await CommitAsync(store, Ann, unit => unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "key-1", token).AsTask(), token).ConfigureAwait(false);
            Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false), "The removed name");
        }),
        Case("Lookup_OfAPartitionNotNamed_IsRefused", "A name points to a partition, which the unit must have named, to add it and to remove it.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.AddLookupAsync(Lookup("key-1"), Noon, token).AsTask(), token).ConfigureAwait(false);
            await using var unit = await store.BeginAsync(Acme, [Ben], null, token).ConfigureAwait(false);
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await unit.AddLookupAsync(Lookup("key-2"), Noon, token).ConfigureAwait(false), "Adding a name of another partition").ConfigureAwait(false);
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await unit.RemoveLookupAsync(LookupKind.IdempotencyKey, "key-1", token).ConfigureAwait(false), "Removing a name of another partition").ConfigureAwait(false);
        }),
        Case("PurgeLookups_RunOut_AreDeletedInBatches", "Names that have run out are deleted, the oldest first, no more than the limit; others stay.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    for (var i = 0; i < 5; i++)
                    {
                        await unit.AddLookupAsync(Lookup($"over-{i}") with { ExpiresAt = Noon.AddMinutes(i) }, Noon.AddDays(-1), token).ConfigureAwait(false);
                    }

                    await unit.AddLookupAsync(Lookup("ever"), Noon, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.Equal(2, await store.PurgeLookupsAsync(Acme, Noon.AddMinutes(3), 2, token).ConfigureAwait(false), "The first batch");
            Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "over-0", Noon.AddDays(-1), token).ConfigureAwait(false), "The oldest, asked for when it had not run out");
            Expect.Equal(2, await store.PurgeLookupsAsync(Acme, Noon.AddMinutes(3), 100, token).ConfigureAwait(false), "The second batch");
            Expect.Equal(0, await store.PurgeLookupsAsync(Acme, Noon.AddMinutes(3), 100, token).ConfigureAwait(false), "The third batch");
            Expect.Equal(0, await store.PurgeLookupsAsync(Globex, Noon.AddDays(1), 100, token).ConfigureAwait(false), "What a tenant without names purges");
            Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, "over-4", Noon, token).ConfigureAwait(false), "One that has not run out");
            Expect.NotNull(await store.FindAsync(Acme, LookupKind.IdempotencyKey, "ever", Noon, token).ConfigureAwait(false), "One without an end");
        }),
        Case("AddLookup_Undone_IsNotFound", "Disposing without a commit undoes everything.", async (store, token) =>
        {
            await using (var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await unit.AddLookupAsync(Lookup("key-1"), Noon, token).ConfigureAwait(false);
                Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false), "The name before the commit, seen from outside");
            }

            Expect.Equal(null, await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false), "The name after the unit was undone");
        }),
    ];

    private static LookupRow Lookup(string key) => new() { Kind = LookupKind.IdempotencyKey, Key = key, Partition = Ann, Body = Bytes("body") };
}
