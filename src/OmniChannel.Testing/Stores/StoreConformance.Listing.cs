using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Listing() =>
    [
        Case("ListStates_Prefix_InTheOrderOfBytes", "State rows whose keys begin with a text, in the order of their keys' UTF-8 bytes, page by page; what looks like a pattern is a text.", async (store, token) =>
        {
            string[] keys = ["cart/1", "cart/10", "cart/2", "cart0", "cart/\uE000", "cart/\U0001F6D2", "Cart/3", "profile", "a%b", "a_b", "axb"];
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var key in keys)
                    {
                        await unit.PutAsync(Ann, key, 0, Bytes(key), token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            string[] carts = ["cart/1", "cart/10", "cart/2", "cart/\uE000", "cart/\U0001F6D2"];
            Expect.Same(carts, (await store.ListStatesAsync(Acme, Ann, "cart/", null, 100, token).ConfigureAwait(false)).Select(entry => Shown(entry.Row.Body)), "The carts");
            Expect.Same(carts[..2], Listed(await store.ListStatesAsync(Acme, Ann, "cart/", null, 2, token).ConfigureAwait(false)), "The first two");
            Expect.Same(carts[2..], Listed(await store.ListStatesAsync(Acme, Ann, "cart/", carts[1], 100, token).ConfigureAwait(false)), "Those after the second");
            Expect.Same(["a%b"], Listed(await store.ListStatesAsync(Acme, Ann, "a%", null, 9, token).ConfigureAwait(false)), "Those that begin with a%");
            Expect.Equal(keys.Length, (await store.ListStatesAsync(Acme, Ann, "", null, 100, token).ConfigureAwait(false)).Count, "The number of all");
            Expect.Equal(0, (await store.ListStatesAsync(Acme, Ben, "", null, 100, token).ConfigureAwait(false)).Count, "The number of those of a partition without any");
            Expect.Equal(0, (await store.ListStatesAsync(Globex, Ann, "", null, 100, token).ConfigureAwait(false)).Count, "The number of those of another tenant");
        }),
        Case("List_InAUnit_SeesItsOwnWrites", "A unit lists what is committed and its own writes, without what it removed.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "cart/1", 0, Bytes("1"), token).ConfigureAwait(false);
                    await unit.PutAsync(Ann, "cart/2", 0, Bytes("2"), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.PutAsync(Ann, "cart/1", 1, null, token).ConfigureAwait(false);
                    await unit.PutAsync(Ann, "cart/2", 1, Bytes("new"), token).ConfigureAwait(false);
                    await unit.PutAsync(Ann, "cart/3", 0, Bytes("3"), token).ConfigureAwait(false);
                    var rows = await unit.ListAsync(Ann, "cart/", null, 9, token).ConfigureAwait(false);
                    Expect.Same(["cart/2=new", "cart/3=3"], rows.Select(entry => $"{entry.Key}={Shown(entry.Row.Body)}"), "The rows");
                },
                token).ConfigureAwait(false);
        }),
        Case("ListPartitions_Kind_InTheOrderOfBytes", "The partitions of a kind, page by page; no tenant sees another's.", async (store, token) =>
        {
            string[] names = ["ben", "ann", "\U0001F6D2", "\uE000", "Zoe"];
            foreach (var key in names)
            {
                var partition = PartitionKey.Of(new CustomerId(key));
                await CommitAsync(store, partition, unit => unit.PutAsync(partition, "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            }

            PartitionKey stock = new(PartitionKind.Stock, "mug");
            await CommitAsync(store, stock, unit => unit.PutAsync(stock, "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            Expect.Same(["Zoe", "ann", "ben", "\uE000", "\U0001F6D2"], (await store.ListPartitionsAsync(Acme, PartitionKind.Customer, null, 100, token).ConfigureAwait(false)).Select(key => key.Key), "The customers");
            Expect.Same(["ben"], (await store.ListPartitionsAsync(Acme, PartitionKind.Customer, "ann", 1, token).ConfigureAwait(false)).Select(key => key.Key), "The one after ann");
            Expect.Same(["mug"], (await store.ListPartitionsAsync(Acme, PartitionKind.Stock, null, 100, token).ConfigureAwait(false)).Select(key => key.Key), "The stock items");
            Expect.Equal(0, (await store.ListPartitionsAsync(Globex, PartitionKind.Customer, null, 100, token).ConfigureAwait(false)).Count, "The number of those of another tenant");
        }),
        Case("ListOutbox_Partition_InTheOrderOfBytes", "A partition's outbox rows, page by page, with every part.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var name in "213".Select(digit => digit == '3' ? "d-10" : $"d-{digit}"))
                    {
                        await unit.InsertOutboxAsync(OutboxRow(1) with { Delivery = new DeliveryId(name), Body = Bytes(name) }, token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            Expect.Same(["d-1", "d-10", "d-2"], (await store.ListOutboxAsync(Acme, Ann, null, 9, token).ConfigureAwait(false)).Select(row => Shown(row.Body)), "The bodies");
            Expect.Same(["d-10"], (await store.ListOutboxAsync(Acme, Ann, new DeliveryId("d-1"), 1, token).ConfigureAwait(false)).Select(row => row.Delivery.Value), "The one after the first");
            Expect.Equal(0, (await store.ListOutboxAsync(Globex, Ann, null, 9, token).ConfigureAwait(false)).Count, "The number of those of another tenant");
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    await unit.RemoveOutboxAsync(Ann, new DeliveryId("d-10"), token).ConfigureAwait(false);
                    await unit.RemoveOutboxAsync(Ann, new DeliveryId("absent"), token).ConfigureAwait(false);
                    Expect.Equal(null, await unit.GetOutboxAsync(Ann, new DeliveryId("d-10"), token).ConfigureAwait(false), "The removed row within the unit");
                },
                token).ConfigureAwait(false);
            Expect.Same(["d-1", "d-2"], (await store.ListOutboxAsync(Acme, Ann, null, 9, token).ConfigureAwait(false)).Select(row => row.Delivery.Value), "Those that are left");
        }),
        Case("ListLookups_Partition_ByKindAndBytes", "The look-up names that point to a partition, page by page, by kind and then by key, with every part; those that ran out too.", async (store, token) =>
        {
            string[] keys = ["b", "\U0001F6D2", "a", "\uE000"];
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    foreach (var key in keys)
                    {
                        await unit.AddLookupAsync(new LookupRow { Kind = LookupKind.Delivery, Key = key, Partition = Ann, Body = Bytes(key), ExpiresAt = key == "a" ? Noon : null }, Noon, token).ConfigureAwait(false);
                    }

                    await unit.AddLookupAsync(new LookupRow { Kind = LookupKind.IdempotencyKey, Key = "z", Partition = Ann, Body = Bytes("z") }, Noon, token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            await CommitAsync(store, Ben, unit => unit.AddLookupAsync(new LookupRow { Kind = LookupKind.Delivery, Key = "ben", Partition = Ben, Body = Bytes("ben") }, Noon, token).AsTask(), token).ConfigureAwait(false);
            var all = await store.ListLookupsAsync(Acme, Ann, null, 9, token).ConfigureAwait(false);
            Expect.Same(["IdempotencyKey z z", "Delivery a a", "Delivery b b", "Delivery \uE000 \uE000", "Delivery \U0001F6D2 \U0001F6D2"], all.Select(row => $"{row.Kind} {row.Key} {Shown(row.Body)}"), "The names");
            Expect.That(all.All(row => row.Partition == Ann) && all[1].ExpiresAt == Noon && all[2].ExpiresAt is null, "A listed name points elsewhere, or runs out at another time.");
            Expect.Same(["b", "\uE000"], (await store.ListLookupsAsync(Acme, Ann, all[1], 2, token).ConfigureAwait(false)).Select(row => row.Key), "The two after the second");
            Expect.Equal(0, (await store.ListLookupsAsync(Globex, Ann, null, 9, token).ConfigureAwait(false)).Count, "The number of those of another tenant");
        }),
    ];

    private static IEnumerable<string> Listed(IReadOnlyList<StateEntry> rows) => rows.Select(entry => entry.Key);
}
