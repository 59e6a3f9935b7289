using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite.Connections;

/// <summary>Who looks whether the host committed breaks: whoever waits for hints is told, and the next transaction of the host is looked after again.</summary>
public sealed class JoinedWatchTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly BrokenClock _clock = new();
    private readonly IOmniStore _store;
    private readonly SqliteConnection _host;

    public JoinedWatchTests()
    {
        _store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File }, _clock);
        _host = new SqliteConnection($"Data Source={_folder.File}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync(Token);
        await _host.OpenAsync(Token);
    }

    [Fact(Timeout = 60_000)]
    public async Task Watch_AfterItBroke_IsSaidOnceAndBeginsAgain()
    {
        var first = _store.WaitForHintAsync(TenantId.Default, 0, Token);
        _clock.IsBroken = true;
        await JoinAsync(1);
        var heard = await first; // woken to be told
        _clock.IsBroken = false;

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.WaitForHintAsync(TenantId.Default, heard, Token));
        Assert.IsType<NotSupportedException>(told.InnerException);

        var next = _store.WaitForHintAsync(TenantId.Default, heard, Token);
        await JoinAsync(2);
        Assert.True(await next > heard);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task JoinAsync(int number)
    {
        await using var transaction = _host.BeginTransaction();
        await using (var unit = await _store.BeginAsync(TenantId.Default, [Child.Ann], transaction, Token))
        {
            await unit.PutAsync(Child.Ann, $"key-{number}", 0, "{}"u8.ToArray(), Token);
            await unit.CommitAsync(Token);
        }

        await transaction.CommitAsync(Token);
    }

    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsBroken ? throw new NotSupportedException("No timers.") : base.CreateTimer(callback, state, dueTime, period);
    }
}
