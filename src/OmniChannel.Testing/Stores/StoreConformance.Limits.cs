using System.Data;
using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Limits() =>
    [
        Case("Begin_NoneOrTooManyPartitions_IsRefused", "At least one partition, at most 256.", async (store, token) =>
        {
            PartitionKey[] many = [.. Enumerable.Range(0, 257).Select(i => PartitionKey.Of(new CustomerId($"c-{i}")))];
            await Misused(async () => await store.BeginAsync(Acme, [], null, token).ConfigureAwait(false), "No partition").ConfigureAwait(false);
            await Misused(async () => await store.BeginAsync(Acme, many, null, token).ConfigureAwait(false), "257 partitions").ConfigureAwait(false);
            await Misused(async () => await store.BeginAsync(Acme, [default], null, token).ConfigureAwait(false), "default(PartitionKey)").ConfigureAwait(false);
            await CommitAsync(store, Acme, many[..256], unit => unit.PutAsync(many[255], "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
            Expect.Equal(1, (await store.ReadStateAsync(Acme, many[255], "a", token).ConfigureAwait(false))?.Version, "The version of a row written by a unit of 256 partitions");
        }),
        Case("Tenant_Default_IsRefused", "default(TenantId) names nothing and is refused.", async (store, token) =>
        {
            await Misused(async () => await store.BeginAsync(default, [Ann], null, token).ConfigureAwait(false), "BeginAsync").ConfigureAwait(false);
            await Misused(async () => await store.ReadStateAsync(default, Ann, "a", token).ConfigureAwait(false), "ReadStateAsync").ConfigureAwait(false);
            await Misused(async () => await store.ReadStatesAsync(default, [new(Ann, "a")], token).ConfigureAwait(false), "ReadStatesAsync").ConfigureAwait(false);
            await Misused(async () => await store.ReadEventsAsync(default, Ann, null, 0, 1, token).ConfigureAwait(false), "ReadEventsAsync").ConfigureAwait(false);
            await Misused(async () => await store.FindAsync(default, LookupKind.Delivery, "a", Noon, token).ConfigureAwait(false), "FindAsync").ConfigureAwait(false);
            await Misused(async () => await store.ClaimDueAsync(default, Noon, Minute, 1, token).ConfigureAwait(false), "ClaimDueAsync").ConfigureAwait(false);
            await Misused(async () => await store.ListStatesAsync(default, Ann, "", null, 1, token).ConfigureAwait(false), "ListStatesAsync").ConfigureAwait(false);
            await Misused(async () => await store.ListPartitionsAsync(default, PartitionKind.Customer, null, 1, token).ConfigureAwait(false), "ListPartitionsAsync").ConfigureAwait(false);
            await Misused(async () => await store.ListOutboxAsync(default, Ann, null, 1, token).ConfigureAwait(false), "ListOutboxAsync").ConfigureAwait(false);
            await Misused(async () => await store.PurgeLookupsAsync(default, Noon, 1, token).ConfigureAwait(false), "PurgeLookupsAsync").ConfigureAwait(false);
            await Misused(async () => await store.NextDueAsync(default, token).ConfigureAwait(false), "NextDueAsync").ConfigureAwait(false);
        }),
        Case("Reads_LimitsOutOfBounds_AreRefused", "1 to 10,000 events and 1 to 1,000 claims at once; a lease lasts longer than zero.", async (store, token) =>
        {
            await Misused(async () => await store.ReadEventsAsync(Acme, Ann, null, 0, 0, token).ConfigureAwait(false), "No event").ConfigureAwait(false);
            await Misused(async () => await store.ReadEventsAsync(Acme, Ann, null, 0, 10_001, token).ConfigureAwait(false), "10,001 events").ConfigureAwait(false);
            await Misused(async () => await store.ListStatesAsync(Acme, Ann, "", null, 1_001, token).ConfigureAwait(false), "1,001 state rows").ConfigureAwait(false);
            await Misused(async () => await store.ListPartitionsAsync(Acme, PartitionKind.Customer, null, 10_001, token).ConfigureAwait(false), "10,001 partitions").ConfigureAwait(false);
            await Misused(async () => await store.ListPartitionsAsync(Acme, (PartitionKind)99, null, 1, token).ConfigureAwait(false), "A kind of partition that there is not").ConfigureAwait(false);
            await Misused(async () => await store.ListOutboxAsync(Acme, Ann, null, 0, token).ConfigureAwait(false), "No outbox row").ConfigureAwait(false);
            await Misused(async () => await store.PurgeLookupsAsync(Acme, Noon, 0, token).ConfigureAwait(false), "No look-up name").ConfigureAwait(false);
            await Misused(async () => await store.ClaimDueAsync(Acme, Noon, Minute, 0, token).ConfigureAwait(false), "No claim").ConfigureAwait(false);
            await Misused(async () => await store.ClaimDueAsync(Acme, Noon, Minute, 1_001, token).ConfigureAwait(false), "1,001 claims").ConfigureAwait(false);
            await Misused(async () => await store.ClaimDueAsync(Acme, Noon, TimeSpan.Zero, 1, token).ConfigureAwait(false), "A lease of no length").ConfigureAwait(false);
        }),
        Case("Names_OutOfBounds_AreRefused", "Names are not empty, bounded, well-formed text without control characters; a refused name spoils nothing.", async (store, token) =>
        {
            await using var unit = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            foreach (var bad in new[] { "", new string('x', 201), "a\0b", "a\nb", "half \ud83d" })
            {
                var shown = bad.Length > 20 ? "201 characters" : $"'{string.Join(' ', bad.Select(c => ((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)))}'";
                await Misused(async () => await unit.PutAsync(Ann, bad, 0, Bytes("1"), token).ConfigureAwait(false), $"A state key of {shown}").ConfigureAwait(false);
                await Misused(async () => await unit.ScheduleAsync(Ann, bad, "a", Noon, token).ConfigureAwait(false), $"A kind of {shown}").ConfigureAwait(false);
                await Misused(async () => await unit.AppendAsync(Ann, Event("a") with { Type = bad }, token).ConfigureAwait(false), $"A type of {shown}").ConfigureAwait(false);
            }

            await Misused(async () => await unit.AddLookupAsync(Lookup(new string('x', 513)), Noon, token).ConfigureAwait(false), "A look-up name of 513 characters").ConfigureAwait(false);
            await Misused(async () => await unit.AppendAsync(Ann, Event(new string('x', 513)), token).ConfigureAwait(false), "An event id of 513 characters").ConfigureAwait(false);
            await unit.PutAsync(Ann, new string('x', 200), 0, Bytes("1"), token).ConfigureAwait(false);
            await unit.CommitAsync(token).ConfigureAwait(false);
        }),
        Case("Begin_TransactionOfAnotherKind_IsRefused", "A joined transaction that is not of this store's kind or database is an ArgumentException.", async (store, token) =>
        {
            using var foreign = new ForeignTransaction();
            await Misused(async () => await store.BeginAsync(Acme, [Ann], foreign, token).ConfigureAwait(false), "A transaction of an unknown kind").ConfigureAwait(false);
            await CommitAsync(store, Ann, unit => unit.PutAsync(Ann, "a", 0, Bytes("1"), token).AsTask(), token).ConfigureAwait(false);
        }),
    ];

    private static async Task Misused(Func<Task> call, string what) => await Expect.ThrowsAsync<ArgumentException>(call, what).ConfigureAwait(false);

    private sealed class ForeignTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

        protected override DbConnection? DbConnection => null;

        public override void Commit() => throw new NotSupportedException("It belongs to no database.");

        public override void Rollback() => throw new NotSupportedException("It belongs to no database.");
    }
}
