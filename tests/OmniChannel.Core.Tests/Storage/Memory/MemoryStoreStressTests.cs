using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Storage;

/// <summary>Many tasks at once on one memory store: what holds for one after the other holds for all together.</summary>
public sealed class MemoryStoreStressTests
{
    private static readonly TenantId Tenant = new("acme");
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly PartitionKey[] Customers = [.. Enumerable.Range(0, 12).Select(i => PartitionKey.Of(new CustomerId($"c-{i}")))];

    [Theory(Timeout = 600_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Units_ManyTasksOverManyPartitions_KeepEveryInvariant(int seed)
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = new MemoryStore();
        await using (var first = await store.BeginAsync(Tenant, Customers, null, token))
        {
            foreach (var customer in Customers)
            {
                await first.PutAsync(customer, "points", 0, Bytes(100), token);
            }

            await first.CommitAsync(token);
        }

        var committed = 0;
        var done = 0;
        var workers = Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                var chance = new Random((seed * 100) + worker);
                for (var turn = 0; turn < 150; turn++)
                {
                    var (from, to) = (Customers[chance.Next(12)], Customers[chance.Next(12)]);
                    await using var unit = await store.BeginAsync(Tenant, [to, from], null, token);
                    await MoveAsync(unit, from, -1, token);
                    await Task.Yield();
                    await MoveAsync(unit, to, 1, token);
                    await unit.AppendAsync(from, new NewEvent { Source = "w", Id = $"{worker}-{turn}", Type = "moved", At = Noon, RecordedAt = Noon, Body = default }, token);
                    await unit.ScheduleAsync(from, "dispatch", $"{worker}-{turn}", Noon, token);
                    if (chance.Next(5) > 0)
                    {
                        await unit.CommitAsync(token);
                        Interlocked.Increment(ref committed);
                    }
                }

                Interlocked.Increment(ref done);
            },
            token)).ToList();
        var claimers = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                var claimed = new List<string>();
                while (true)
                {
                    var last = Volatile.Read(ref done) == workers.Count;
                    var claims = await store.ClaimDueAsync(Tenant, Noon, TimeSpan.FromDays(1), 20, token);
                    foreach (var claim in claims)
                    {
                        claimed.Add(claim.Key);
                        await using var unit = await store.BeginAsync(Tenant, [claim.Partition], null, token);
                        Assert.True(await unit.TryCompleteAsync(claim, token));
                        await unit.CommitAsync(token);
                    }

                    if (last && claims.Count == 0)
                    {
                        return claimed;
                    }

                    await Task.Yield();
                }
            },
            token)).ToList();

        await Task.WhenAll(workers);
        var keys = (await Task.WhenAll(claimers)).SelectMany(claimed => claimed).ToList();

        var rows = await store.ReadStatesAsync(Tenant, [.. Customers.Select(customer => new StateAddress(customer, "points"))], token);
        Assert.Equal(1_200, rows.Sum(row => int.Parse(row!.Body.Span, CultureInfo.InvariantCulture)));
        var events = 0;
        foreach (var customer in Customers)
        {
            var read = await store.ReadEventsAsync(Tenant, customer, null, 0, 10_000, token);
            Assert.Equal(Enumerable.Range(1, read.Count).Select(n => (long)n), read.Select(row => row.Sequence));
            events += read.Count;
        }

        Assert.Equal(committed, events);
        Assert.Equal(committed, keys.Count);
        Assert.Equal(committed, keys.Distinct().Count());
        Assert.Null(await store.NextDueAsync(Tenant, token));
    }

    private static async Task MoveAsync(IUnitOfWork unit, PartitionKey customer, int by, CancellationToken cancellationToken)
    {
        var row = (await unit.GetAsync(customer, "points", cancellationToken))!;
        await unit.PutAsync(customer, "points", row.Version, Bytes(int.Parse(row.Body.Span, CultureInfo.InvariantCulture) + by), cancellationToken);
    }

    private static byte[] Bytes(int number) => System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
