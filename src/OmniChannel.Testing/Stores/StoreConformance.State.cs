using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> State() =>
    [
        Case("Put_NewRow_IsVersionOne", "A state row counts its writes from 1.", async (store, token) =>
        {
            Expect.Equal(null, await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false), "A row that was never written");
            await CommitAsync(store, Ann, async unit => Expect.Equal(1, await unit.PutAsync(Ann, "profile", 0, Bytes("{}"), token).ConfigureAwait(false), "The version"), token).ConfigureAwait(false);
            var row = Expect.NotNull(await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false), "The row");
            Expect.Equal(1, row.Version, "The version read back");
            Expect.Equal("{}", Shown(row.Body), "The body read back");
        }),
        Case("Put_ExpectedVersion_Raises", "PutAsync returns the new version, higher than the last.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "profile", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ann, async unit => Expect.Equal(2, await unit.PutAsync(Ann, "profile", 1, Bytes("2"), token).ConfigureAwait(false), "The version"), token).ConfigureAwait(false);
            Expect.Equal("2", Shown((await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false))!.Body), "The body");
        }),
        Case("Put_OtherVersion_IsAConflict", "PutAsync throws StoreConflictException when the row has another version, and nothing changes.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "profile", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            foreach (var (key, version) in new[] { ("profile", 0L), ("profile", 2L), ("absent", 1L) })
            {
                await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
                await Expect.ThrowsAsync<StoreConflictException>(async () => await unit.PutAsync(Ann, key, version, Bytes("x"), token).ConfigureAwait(false), $"A put of '{key}' over version {version}").ConfigureAwait(false);
            }

            Expect.Equal("1", Shown((await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false))!.Body), "The body after the conflicts");
        }),
        Case("Put_Null_RemovesTheRow", "A null body removes the row and returns 0; the version is compared all the same.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "profile", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            await using (var late = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false))
            {
                await Expect.ThrowsAsync<StoreConflictException>(async () => await late.PutAsync(Ann, "profile", 7, null, token).ConfigureAwait(false), "A removal over another version").ConfigureAwait(false);
            }

            await CommitAsync(store, Ann, async unit => Expect.Equal(0, await unit.PutAsync(Ann, "profile", 1, null, token).ConfigureAwait(false), "The version after a removal"), token).ConfigureAwait(false);
            Expect.Equal(null, await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false), "The removed row");
        }),
        Case("Put_AfterRemoval_GoesOnAboveTheLastVersion", "A version never means two contents, even past a removal.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "profile", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "profile", 1, null, token).AsTask(), token).ConfigureAwait(false);
            var version = await CommitAsync(store, Acme, [Ann], unit => unit.PutAsync(Ann, "profile", 0, Bytes("2"), token).AsTask(), token).ConfigureAwait(false);
            Expect.That(version > 1, $"A row written again after its removal has version {version}, which it had before: whoever read the first content would overwrite the second.");
        }),
        Case("Put_SameUnit_SeesItsOwnWrites", "Every method sees the unit's own writes.", (store, token) => CommitAsync(
            store,
            Ann,
            async unit =>
            {
                Expect.Equal(1, await unit.PutAsync(Ann, "cart", 0, Bytes("1"), token).ConfigureAwait(false), "The first write");
                Expect.Equal("1", Shown((await unit.GetAsync(Ann, "cart", token).ConfigureAwait(false))!.Body), "The row after the first write");
                Expect.Equal(2, await unit.PutAsync(Ann, "cart", 1, Bytes("2"), token).ConfigureAwait(false), "The second write");
                Expect.Equal(0, await unit.PutAsync(Ann, "cart", 2, null, token).ConfigureAwait(false), "The removal");
                Expect.Equal(null, await unit.GetAsync(Ann, "cart", token).ConfigureAwait(false), "The row after its removal");
            },
            token)),
        Case("Put_BufferUsedAgain_ChangesNothing", "The store copies what it is given.", async (store, token) =>
        {
            var buffer = Bytes("before");
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "profile", 0, buffer, token).ConfigureAwait(false);
                    buffer.AsSpan().Fill((byte)'x');
                },
                token).ConfigureAwait(false);
            Expect.Equal("before", Shown((await store.ReadStateAsync(Acme, Ann, "profile", token).ConfigureAwait(false))!.Body), "The body");
        }),
        Case("Put_EmptyAndLargeBodies_ComeBackWhole", "A body is any number of bytes; an empty one is not a removal.", async (store, token) =>
        {
            var large = new byte[1_000_000];
            for (var i = 0; i < large.Length; i++)
            {
                large[i] = (byte)(i * 31);
            }

            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "empty", 0, ReadOnlyMemory<byte>.Empty, token).ConfigureAwait(false);
                    await unit.PutAsync(Ann, "large", 0, large, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            Expect.Equal(0, Expect.NotNull(await store.ReadStateAsync(Acme, Ann, "empty", token).ConfigureAwait(false), "The row with an empty body").Body.Length, "Its length");
            Expect.That((await store.ReadStateAsync(Acme, Ann, "large", token).ConfigureAwait(false))!.Body.Span.SequenceEqual(large), "A body of a million bytes came back changed.");
        }),
        Case("Put_NamesThatDifferLittle_AreDifferentRows", "Names are compared by ordinal: case, accents and trailing marks count.", async (store, token) =>
        {
            string[] names = ["Key", "key", "kéy", "ke\u0301y", "key ", "key%", "key_", "🛒"];
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var name in names)
                    {
                        await unit.PutAsync(Ann, name, 0, Bytes(name), token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            var rows = await store.ReadStatesAsync(Acme, [.. names.Select(name => new StateAddress(Ann, name))], token).ConfigureAwait(false);
            Expect.Same(names, rows.Select(row => row is null ? "nothing" : Shown(row.Body)), "The rows");
        }),
        Case("ReadStates_SeveralPartitions_KeepsTheOrder", "The result is in the order of the request, null where there is none.", async (store, token) =>
        {
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "cart", 0, Bytes("ann"), token).AsTask(), token).ConfigureAwait(false);
            await CommitAsync(store, Ben, unit => unit.PutAsync(Ben, "cart", 0, Bytes("ben"), token).AsTask(), token).ConfigureAwait(false);
            var rows = await store.ReadStatesAsync(Acme, [new(Ben, "cart"), new(Ann, "none"), new(Ann, "cart"), new(Ben, "cart")], token).ConfigureAwait(false);
            Expect.Same(["ben", "nothing", "ann", "ben"], rows.Select(row => row is null ? "nothing" : Shown(row.Body)), "The rows");
            Expect.Equal(0, (await store.ReadStatesAsync(Acme, [], token).ConfigureAwait(false)).Count, "The number of rows asked for none");
        }),
    ];
}
