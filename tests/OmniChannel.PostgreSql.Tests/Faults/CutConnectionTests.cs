using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>A connection that is cut says what is known: before the commit nothing is stored, in its middle nobody can know, and the next unit works.</summary>
public sealed class CutConnectionTests : IAsyncLifetime
{
    private readonly TemporarySchema _schema = new();
    private readonly CuttingProxy _proxy;
    private readonly IOmniStore _direct;
    private readonly IOmniStore _store;

    public CutConnectionTests()
    {
        _proxy = new CuttingProxy(_schema.ConnectionString);
        _direct = PostgreSqlOmniStore.Create(_schema.Options);
        _store = PostgreSqlOmniStore.Create(_schema.Options with { ConnectionString = _proxy.ConnectionString, BusyTimeout = TimeSpan.FromSeconds(4) });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _direct.InitializeAsync(Token);
        await _store.InitializeAsync(Token);
        await CommitAsync(1);
    }

    [Theory(Timeout = 600_000)]
    [InlineData("CutBefore", 1)]
    [InlineData("CutAfter", 2)]
    public async Task Commit_ConnectionCutInItsMiddle_SaysItCannotKnow(string fate, long stored)
    {
        // With the end of the text: "READ COMMITTED" stands in every beginning.
        _proxy.At("COMMIT\0", Enum.Parse<Fate>(fate));

        var unknown = await Assert.ThrowsAsync<StoreOutcomeUnknownException>(() => CommitAsync(2));

        Assert.Contains("cannot be known", unknown.Message, StringComparison.Ordinal);
        await AssertStoredAsync(stored);
        await CommitAsync(stored + 1);
        await AssertStoredAsync(stored + 1);
    }

    [Theory(Timeout = 600_000)]
    [InlineData("CutBefore")]
    [InlineData("CutAfter")]
    public async Task Unit_ConnectionCutBeforeTheCommit_StoresNothing(string fate)
    {
        _proxy.At("INSERT INTO " + _schema.Name + ".omni_outbox", Enum.Parse<Fate>(fate));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(2));

        await AssertStoredAsync(1);
        await CommitAsync(2);
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_OnAConnectionThatDiedWhileIdle_TakesAnother()
    {
        _proxy.At("BEGIN ISOLATION", Fate.CutBefore);

        await CommitAsync(2);

        await AssertStoredAsync(2);
    }

    [Fact(Timeout = 600_000)]
    public async Task ServerThatFallsSilent_IsGivenUpAfterTheBusyTimeout()
    {
        _proxy.At("omni_state", Fate.Silent);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(2));

        _proxy.Heal();
        await AssertStoredAsync(1);
        await CommitAsync(2);
        await AssertStoredAsync(2);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
        await _schema.DisposeAsync();
    }

    private async Task CommitAsync(long version)
    {
        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        await Child.WriteAsync(unit, version);
        await unit.CommitAsync(Token);
    }

    /// <summary>All of it or nothing: state, events, outbox and schedule say the same.</summary>
    private async Task AssertStoredAsync(long version)
    {
        // Locks the partition: so a server that has not yet noticed the cut has done what it will.
        await using var unit = await _direct.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        Assert.Equal(version, (await unit.GetAsync(Child.Ann, "profile", Token))?.Version);
        Assert.Equal(version, (await unit.ReadEventsAsync(Child.Ann, null, 0, 99, Token)).Count);
        Assert.Equal(version, (await _direct.ListOutboxAsync(Child.Tenant, Child.Ann, null, 99, Token)).Count);
    }
}
