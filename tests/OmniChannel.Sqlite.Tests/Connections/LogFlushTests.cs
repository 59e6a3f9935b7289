using OmniChannel.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite.Connections;

/// <summary>A flush that the test holds, releases and lets fail: nobody is answered before what it rests on is on the disk.</summary>
public sealed class LogFlushTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Until_WrittenByManyAtOnce_NobodyReturnsBeforeAFlushThatBeganAfterItWasWritten()
    {
        long written = 0, durable = 0;
        var flushes = 0;
        var log = new LogFlush(
            () =>
            {
                var upTo = Volatile.Read(ref written);
                Interlocked.Increment(ref flushes);
                Thread.Yield();
                Volatile.Write(ref durable, upTo);
            },
            "a.db");
        var turn = new Lock();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 500; i++)
                {
                    long number;
                    lock (turn)
                    {
                        number = log.Announce();
                        Volatile.Write(ref written, number);
                        log.Written(number);
                    }

                    await log.UntilAsync(number);
                    Assert.True(Volatile.Read(ref durable) >= number);
                }
            },
            Stop)));

        Assert.Equal(4_000, log.Announced);
        Assert.InRange(flushes, 1, 4_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Until_WrittenDuringAFlush_HasTheNextOneInCommon()
    {
        using var disk = new HeldDisk();
        var log = new LogFlush(disk.Flush, "a.db");
        var first = Commit(log);
        await disk.EnteredAsync(Stop);
        var others = Enumerable.Range(0, 20).Select(_ => Commit(log)).ToList();

        Assert.False(first.IsCompleted);
        Assert.DoesNotContain(others, other => other.IsCompleted);
        disk.LetGo();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, disk.Flushes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Until_AnnouncedAndNotYetWritten_WaitsForBoth()
    {
        using var disk = new HeldDisk(isHeld: false);
        var log = new LogFlush(disk.Flush, "a.db");
        var number = log.Announce();
        var look = log.UntilAsync(log.Announced).AsTask();

        Assert.False(look.IsCompleted);
        Assert.Equal(0, disk.Flushes);
        log.Written(number);
        await look;

        Assert.Equal(1, disk.Flushes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Until_DiskRefuses_EverybodyIsToldUntilTheLogIsEmptied()
    {
        using var disk = new HeldDisk(isHeld: false) { Failure = new IOException("no") };
        var log = new LogFlush(disk.Flush, "a.db");
        var number = log.Announce();
        log.Written(number);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => log.UntilAsync(number).AsTask());
        Assert.Contains("a.db", refused.Message, StringComparison.Ordinal);
        Assert.True(log.HasFailed);

        // A later flush that the disk takes says nothing of what it lost before.
        disk.Failure = null;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.UntilAsync(number).AsTask());
        log.Emptied();

        await log.UntilAsync(number);
        Assert.False(log.HasFailed);
        Assert.Equal(1, disk.Flushes);
    }

    private static Task Commit(LogFlush log)
    {
        var number = log.Announce();
        log.Written(number);
        return Task.Run(() => log.UntilAsync(number).AsTask(), Stop);
    }
}
