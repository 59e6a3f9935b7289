using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>A process killed between any two steps loses nothing it had committed and leaves nothing it had not.</summary>
public sealed class KilledProcessTests : IAsyncDisposable
{
    private readonly TestStore _at = new();

    [Fact(Timeout = 600_000)]
    public async Task Kill_InTheMiddleOfAUnit_LeavesTheLastCommit()
    {
        var token = TestContext.Current.CancellationToken;
        await using (var before = await OpenAsync(token))
        {
            await CommitAsync(before, 1, token);
        }

        using (var child = ChildProcess.Start("inside", _at.Place))
        {
            Assert.Equal("inside", await child.ReadLineAsync(token));
            await child.KillAsync(token);
        }

        await using var store = await OpenAsync(token);
        Assert.Equal(1, (await store.ReadStateAsync(Child.Tenant, Child.Ann, "profile", token))?.Version);
        Assert.Single(await store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, token));
        Assert.Single(await store.ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 9, token));
        await CommitAsync(store, 2, token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Kill_WhileCommitting_KeepsEveryCommitWholeThatWasAnswered()
    {
        var token = TestContext.Current.CancellationToken;
        var answered = 0L;
        using (var child = ChildProcess.Start("commits", _at.Place))
        {
            while (answered < 25)
            {
                answered = long.Parse((await child.ReadLineAsync(token))!, CultureInfo.InvariantCulture);
            }

            await child.KillAsync(token);
            foreach (var line in (await child.ReadToEndAsync(token)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                // The last line may be half written.
                answered = long.TryParse(line, out var later) && later == answered + 1 ? later : answered;
            }
        }

        await using var store = await OpenAsync(token);
        var version = (await store.ReadStateAsync(Child.Tenant, Child.Ann, "profile", token))!.Version;
        var events = await store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 10_000, token);
        var claims = await store.ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 1_000, token);
        Assert.InRange(version, answered, answered + 1);
        Assert.Equal(version, events.Count);
        Assert.Equal(version, claims.Count);
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, token);
        Assert.NotNull(await unit.GetOutboxAsync(Child.Ann, new DeliveryId(version.ToString(CultureInfo.InvariantCulture)), token));
        Assert.Null(await unit.GetOutboxAsync(Child.Ann, new DeliveryId((version + 1).ToString(CultureInfo.InvariantCulture)), token));
    }

    [Fact(Timeout = 600_000)]
    public async Task OtherProcess_HoldsAUnit_IsWaitedForThenAConflict()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await OpenAsync(token, impatient: true);
        await CommitAsync(store, 1, token);
        using var child = ChildProcess.Start("inside", _at.Place);
        Assert.Equal("inside", await child.ReadLineAsync(token));

        await Assert.ThrowsAsync<StoreConflictException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, token));

        Assert.Equal(1, (await store.ReadStateAsync(Child.Tenant, Child.Ann, "profile", token))?.Version);
        await child.KillAsync(token);
        await CommitAsync(store, 2, token);
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private async Task<IOmniStore> OpenAsync(CancellationToken cancellationToken, bool impatient = false)
    {
        var store = TestStore.At(_at.Place, impatient);
        await store.InitializeAsync(cancellationToken);
        return store;
    }

    private static async Task CommitAsync(IOmniStore store, long version, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, cancellationToken);
        await Child.WriteAsync(unit, version);
        await unit.CommitAsync(cancellationToken);
    }
}
