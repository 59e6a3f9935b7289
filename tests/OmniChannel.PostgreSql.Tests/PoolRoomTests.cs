using System.Runtime.CompilerServices;
using OmniChannel.PostgreSql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>Whoever finds no room waits as long as others get on, and no longer than that.</summary>
public sealed class PoolRoomTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Enter_WhenOthersGetOnOrDoNot_WaitsLongerOrGivesUp(bool served)
    {
        var room = new PoolRoom(1, Patience, new StrongBox<long>());
        await room.EnterAsync("a server", Stop);
        var waiting = Enumerable.Range(0, 8).Select(_ => room.EnterAsync("a server", Stop).AsTask()).ToList();

        // Each who enters stays for a third of the patience: the last waits for more than twice as long as one who sees nobody get on.
        var entered = 0;
        using var stay = new PeriodicTimer(Patience * 0.3, TimeProvider.System);
        while (waiting.Exists(one => !one.IsCompleted) && await stay.WaitForNextTickAsync(Stop))
        {
            room.Leave(served);
            entered++;
        }

        var refused = waiting.Count(one => one.IsFaulted && one.Exception!.InnerException is StoreUnavailableException);
        Assert.Equal(served ? 0 : waiting.Count - waiting.Count(one => one.IsCompletedSuccessfully), refused);
        Assert.Equal(served, refused == 0);
        Assert.True(entered >= 1);
    }

    [Fact]
    public async Task Enter_Cancelled_TakesNoRoom()
    {
        var room = new PoolRoom(1, TimeSpan.FromMinutes(1), new StrongBox<long>());
        await room.EnterAsync("a server", Stop);
        using var cancelled = new CancellationTokenSource();
        var waiting = room.EnterAsync("a server", cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        room.Leave(wasServed: true);
        await room.EnterAsync("a server", Stop);
    }
}
