using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Sqlite;

/// <summary>Units that take for granted what was looked at: they look again at nothing that they write, and what is so no more spoils none but its own unit.</summary>
public sealed class SeenUnitsTests : IAsyncDisposable
{
    private const int Many = 40;
    private readonly TestStore _at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task BeginSeen_PartitionsThatWereLookedAt_TakesThem()
    {
        await using var store = TestStore.At(_at.Place);
        await store.InitializeAsync(Token);
        await using var other = TestStore.At(_at.Place);
        await other.InitializeAsync(Token);
        await WriteAsync(store, 1);
        var seen = new UnitSeen { States = [new SeenVersion(new StateAddress(Customer(1), "a"), 1)] };
        Assert.Null(await other.BeginSeenAsync(Child.Tenant, [Customer(1)], seen, Token)); // not met by this one

        seen = new UnitSeen { States = [await LookAsync(other, 1)] };
        Assert.Null(await other.BeginSeenAsync(Child.Tenant, [Customer(1), Customer(2)], seen, Token)); // one of them not
        await using var unit = await other.BeginSeenAsync(Child.Tenant, [Customer(1)], seen, Token);

        Assert.Equal(2, await unit!.PutAsync(Customer(1), "a", 1, new byte[1], Token));
        await unit.CommitAsync(Token);
        Assert.Equal(2, (await store.ReadStateAsync(Child.Tenant, Customer(1), "a", Token))?.Version);
    }

    [Fact(Timeout = 60_000)]
    public async Task BeginSeen_OfAPartitionItDoesNotName_IsRefused()
    {
        await using var store = TestStore.At(_at.Place);
        await store.InitializeAsync(Token);
        await WriteAsync(store, 1);
        await WriteAsync(store, 2);
        var seen = new UnitSeen { States = [await LookAsync(store, 1), await LookAsync(store, 2)] };

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.BeginSeenAsync(Child.Tenant, [Customer(1)], seen, Token).AsTask());

        await WriteAsync(store, 3); // nobody holds the turn
    }

    /// <summary>They share a commit: each third one rests on what has changed.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Commit_SomeWereChangedSince_TheOthersStand()
    {
        await using var store = TestStore.At(_at.Place);
        await store.InitializeAsync(Token);
        var seen = new SeenVersion[Many];
        for (var number = 0; number < Many; number++)
        {
            await WriteAsync(store, number);
            seen[number] = await LookAsync(store, number);
        }

        var holder = await store.BeginAsync(Child.Tenant, [.. Enumerable.Range(0, Many).Select(Customer)], null, Token);
        Task<bool>[] writing = [.. seen.Select(TryWriteAsync)];
        for (var number = 0; number < Many; number += 3)
        {
            await holder.PutAsync(Customer(number), "a", 1, new byte[2], Token);
        }

        await holder.CommitAsync(Token);
        await holder.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, Many).Select(number => number % 3 != 0), await Task.WhenAll(writing));
        for (var number = 0; number < Many; number++)
        {
            Assert.Equal(number % 3 != 0, await store.ReadStateAsync(Child.Tenant, Customer(number), "beside", Token) is not null);
        }

        // Some of them write the row that they saw too, the others only what stands beside it.
        async Task<bool> TryWriteAsync(SeenVersion one)
        {
            await using var unit = await store.BeginSeenAsync(Child.Tenant, [one.Row.Partition], new UnitSeen { States = [one] }, Token);
            try
            {
                await unit!.PutAsync(one.Row.Partition, "beside", 0, new byte[1], Token);
                if (one.Row.Partition.Key.EndsWith('5'))
                {
                    await unit.PutAsync(one.Row.Partition, "a", one.Version, new byte[3], Token);
                }

                await unit.CommitAsync(Token);
                return true;
            }
            catch (StoreConflictException)
            {
                return false;
            }
        }
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private static PartitionKey Customer(int number) => PartitionKey.Of(new CustomerId($"c{number}"));

    private static async Task WriteAsync(IOmniStore store, int number)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(number)], null, Token);
        await unit.PutAsync(Customer(number), "a", 0, new byte[1], Token);
        await unit.CommitAsync(Token);
    }

    private static async Task<SeenVersion> LookAsync(IOmniStore store, int number)
    {
        var row = new StateAddress(Customer(number), "a");
        var rows = await store.LookAsync(Child.Tenant, [new OutboxAddress(Customer(number), new DeliveryId("none"))], [row], Token);
        return new SeenVersion(row, rows.States[0]!.Version);
    }
}
