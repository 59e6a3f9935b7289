using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    /// <summary>What a claim sees beside what it takes, and a unit that takes for granted what lies beside its partitions. A store may see nothing, and have no such units.</summary>
    private static IEnumerable<ConformanceCase<IOmniStore>> Beside() =>
    [
        Case("ClaimSeen_RowsOfAKind_AreSeenAsTheyAre", "ClaimSeenAsync claims what ClaimDueAsync claims; what it shows of a claim of the kind is the outbox row by the claim's key and the state row beside it, of another kind nothing.", async (store, token) =>
        {
            await CommitAsync(store, Acme, [Ann, Ben], async unit =>
            {
                await unit.PutAsync(Ann, "a", await unit.PutAsync(Ann, "a", 0, Bytes("1"), token).ConfigureAwait(false), Bytes("2"), token).ConfigureAwait(false);
                await unit.PutAsync(Ann, "z", 0, Bytes("z"), token).ConfigureAwait(false);
                await unit.PutAsync(Ben, "z", 0, Bytes("z"), token).ConfigureAwait(false);
                await unit.InsertOutboxAsync(OutboxRow(1), token).ConfigureAwait(false);
                await unit.InsertOutboxAsync(OutboxRow(1) with { Delivery = new DeliveryId("d-2"), Body = Bytes("other") }, token).ConfigureAwait(false);
                await unit.InsertOutboxAsync(OutboxRow(1) with { Delivery = new DeliveryId("d-3"), Partition = Ben }, token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ann, "dispatch", "d-1", Noon, token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ann, "other", "d-2", Noon.AddSeconds(1), token).ConfigureAwait(false);
                await unit.ScheduleAsync(Ben, "dispatch", "d-3", Noon.AddSeconds(2), token).ConfigureAwait(false); // there is no state 'a' beside it
                await unit.ScheduleAsync(Ben, "dispatch", "d-9", Noon.AddSeconds(3), token).ConfigureAwait(false); // no such delivery
                return true;
            }, token).ConfigureAwait(false);
            Expect.Same([], (await ClaimAsync(Globex, 9).ConfigureAwait(false)).Select(one => one.Claim.Key), "Another tenant's claims");
            for (var round = 0; round < 2; round++)
            {
                var claims = new List<SeenClaim>();
                while (await ClaimAsync(Acme, 3).ConfigureAwait(false) is { Count: > 0 } some)
                {
                    claims.AddRange(some);
                }

                Expect.Same(["d-1", "d-2", "d-3", "d-9"], claims.Select(one => one.Claim.Key).Order(StringComparer.Ordinal), "The claims");
                foreach (var (claim, outbox, state) in claims)
                {
                    var isSeen = claim.Kind == "dispatch" && outbox is not null;
                    Expect.Equal(isSeen ? Shown(await store.ReadOutboxAsync(Acme, claim.Partition, new DeliveryId(claim.Key), token).ConfigureAwait(false)) : "nothing", Shown(outbox), $"What was seen of {claim.Key}");
                    Expect.Equal(isSeen && claim.Key == "d-1" ? "2 2" : "", state is null ? "" : $"{state.Version} {Shown(state.Body)}", $"The state beside {claim.Key}");
                    Expect.Equal(1L, outbox?.Version ?? 1, $"The version of {claim.Key}");
                    await using var unit = await store.BeginAsync(Acme, [claim.Partition], null, token).ConfigureAwait(false);
                    Expect.That(await unit.TryRenewAsync(claim, Noon, TimeSpan.Zero, token).ConfigureAwait(false), $"The claim of {claim.Key} did not hold.");
                    await unit.CommitAsync(token).ConfigureAwait(false);                }
            }

            async Task<IReadOnlyList<SeenClaim>> ClaimAsync(TenantId tenant, int limit) =>
                await store.ClaimSeenAsync(tenant, null, Noon + Minute, Minute, limit, new ClaimLook("dispatch", "a"), token).ConfigureAwait(false);
        }),
        Case("BeginSeen_RowsBesideIt_AreProved", "A unit that takes for granted state rows of partitions that it does not name, there or not, stores nothing when one of them has changed, came or went.", async (store, token) =>
        {
            var changes = new (string What, string? Before, string? After)[] { ("as it was", "1", "1"), ("not there, as before", null, null), ("changed", "1", "2"), ("come", null, "1"), ("gone", "1", null) };
            foreach (var (what, before, after) in changes)
            {
                var (seen, claim) = await SeeAsync(store, token).ConfigureAwait(false);
                await SetAsync(before).ConfigureAwait(false);
                var (row, nobody) = (new StateAddress(Cid, "c"), new StateAddress(PartitionKey.Of(new CustomerId("nobody")), "c"));
                seen = seen with { Beside = [new SeenVersion(row, (await store.ReadStateAsync(Acme, Cid, "c", token).ConfigureAwait(false))?.Version ?? 0), new SeenVersion(nobody, 0)] };
                if (before != after)
                {
                    await SetAsync(after).ConfigureAwait(false);
                }

                if (await store.BeginSeenAsync(Acme, [Ann, Ben], seen, token).ConfigureAwait(false) is { } unit)
                {
                    await using (unit.ConfigureAwait(false))
                    {
                        if (before == after)
                        {
                            await WriteAsync(unit, claim).ConfigureAwait(false);
                        }
                        else
                        {
                            await Expect.ThrowsAsync<StoreConflictException>(() => WriteAsync(unit, claim), $"A unit beside a row that has {what}").ConfigureAwait(false);
                        }
                    }

                    Expect.Equal(before == after ? "2" : "1", Shown((await store.ReadStateAsync(Acme, Ann, "a", token).ConfigureAwait(false))!.Body), $"The row of a unit beside one that is {what}");
                }

                await CommitAsync(store, Ann, async erasing => await erasing.EraseAsync(Ann, token).ConfigureAwait(false), token).ConfigureAwait(false);
            }

            async Task WriteAsync(IUnitOfWork unit, ScheduleClaim claim)
            {
                await unit.PutAsync(Ann, "a", await unit.GetVersionAsync(Ann, "a", token).ConfigureAwait(false), Bytes("2"), token).ConfigureAwait(false);
                await unit.CompleteAsync(claim, token).ConfigureAwait(false);
                await unit.CommitAsync(token).ConfigureAwait(false);
            }

            Task SetAsync(string? body) => CommitAsync(
                store,
                Cid,
                async unit =>
                {
                    var version = (await unit.GetAsync(Cid, "c", token).ConfigureAwait(false))?.Version ?? 0;
                    if (body is not null || version > 0)
                    {
                        await unit.PutAsync(Cid, "c", version, body is null ? (ReadOnlyMemory<byte>?)null : Bytes(body), token).ConfigureAwait(false);
                    }
                },
                token);
        }),
    ];

    private static PartitionKey Cid { get; } = PartitionKey.Of(new CustomerId("cid"));
}
