using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Tenants() =>
    [
        Case("Tenants_SameNames_SeeOnlyTheirOwn", "No tenant sees another's rows, in any table.", async (store, token) =>
        {
            foreach (var tenant in new[] { Acme, Globex })
            {
                await CommitAsync(
                    store,
                    tenant,
                    [Ann],
                    async unit =>
                    {
                        Expect.Equal(null, await unit.GetAsync(Ann, "profile", token).ConfigureAwait(false), $"The row of {tenant} before it wrote one");
                        Expect.Equal(1, await unit.AppendAsync(Ann, Event("a") with { Body = Bytes(tenant.Value) }, token).ConfigureAwait(false), $"The first event of {tenant}");
                        await unit.PutAsync(Ann, "profile", 0, Bytes(tenant.Value), token).ConfigureAwait(false);
                        await unit.InsertOutboxAsync(OutboxRow(1) with { Body = Bytes(tenant.Value) }, token).ConfigureAwait(false);
                        await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
                        return await unit.AddLookupAsync(Lookup("key-1") with { Body = Bytes(tenant.Value) }, Noon, token).ConfigureAwait(false);
                    },
                    token).ConfigureAwait(false);
            }

            foreach (var tenant in new[] { Acme, Globex })
            {
                Expect.Equal(tenant.Value, Shown((await store.ReadStateAsync(tenant, Ann, "profile", token).ConfigureAwait(false))!.Body), "The state");
                Expect.Equal(tenant.Value, Shown((await store.ReadEventsAsync(tenant, Ann, null, 0, 9, token).ConfigureAwait(false)).Single().Entry.Body), "The event");
                Expect.Equal(tenant.Value, Shown((await store.FindAsync(tenant, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false))!.Body), "The look-up name");
                Expect.Equal(1, (await store.ClaimDueAsync(tenant, Noon, Minute, 9, token).ConfigureAwait(false)).Count, $"The number of rows that {tenant} claims");
            }

            var stranger = new TenantId("ACME");
            Expect.Equal(null, await store.ReadStateAsync(stranger, Ann, "profile", token).ConfigureAwait(false), "The row seen by a tenant whose name differs by case");
            Expect.Equal(null, await store.NextDueAsync(stranger, token).ConfigureAwait(false), "The schedule of a tenant that wrote nothing");
        }),
        Case("Partitions_SameKeyOfAnotherKind_AreSeparate", "A partition is named by kind and key.", async (store, token) =>
        {
            PartitionKey address = new(PartitionKind.Address, "ann"), campaign = new(PartitionKind.Campaign, "ann");
            await CommitAsync(
                store,
                Acme,
                [Ann, address, campaign],
                async unit =>
                {
                    await unit.PutAsync(Ann, "a", 0, Bytes("customer"), token).ConfigureAwait(false);
                    return await unit.PutAsync(address, "a", 0, Bytes("address"), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            var rows = await store.ReadStatesAsync(Acme, [new(Ann, "a"), new(address, "a"), new(campaign, "a")], token).ConfigureAwait(false);
            Expect.Same(["customer", "address", "nothing"], rows.Select(row => row is null ? "nothing" : Shown(row.Body)), "The rows");
        }),
    ];
}
