using System.Runtime.CompilerServices;
using OmniChannel.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>The broker is stopped, comes back, is killed and loses everything: the store has it all.</summary>
public sealed class LostBrokerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Broker_StoppedAndRobbed_LosesNothing()
    {
        using var readers = new TemporaryFolder();
        using var writers = new TemporaryFolder();
        await using var broker = new OwnBroker();
        await broker.StartAsync();
        await using var reader = await Service.StartAsync(broker.Uri, "visits", reads: true, readers.File);
        await using var writer = await Service.StartAsync(broker.Uri, "visits", file: writers.File);
        await writer.VisitAsync(0, 10);
        await reader.UntilVisitsAsync(10, writer);

        // The reader has got some of them at least and is held up before its commit; then its connection is cut: it records, and cannot say so any more.
        await using (await reader.Store.BeginAsync(TenantId.Default, [PartitionKey.Of(new CustomerId("c0"))], null, Token))
        {
            await writer.VisitAsync(10, 10);
            await writer.Runtime.DispatchDueAsync(Token);
            await UntilItIsHeldUpAsync((SqliteStore)reader.Store);

            // Not killed: a quorum queue of RabbitMQ 3.10 may be without a leader for ever after a SIGKILL ("leader not known"), and then the broker confirms nothing any more.
            await broker.StopAsync();
            Assert.Equal(10, await reader.VisitsAsync());
        }

        await reader.UntilVisitsAsync(writer, visits => visits > 10);
        await writer.VisitAsync(20, 20);
        await writer.Runtime.DispatchDueAsync(Token);
        Assert.InRange(await reader.VisitsAsync(), 11, 20);
        await broker.StartAsync();
        await reader.UntilVisitsAsync(40, writer);

        // What it could not acknowledge came again, and counted once.
        await Queues.UntilTakenAsync(broker.Uri, "visits");
        Assert.Equal(40, await reader.VisitsAsync());

        await broker.KillAsync();
        broker.LoseDisk();
        await writer.VisitAsync(40, 20);
        await broker.StartAsync();
        await reader.UntilVisitsAsync(60, writer);
        Assert.Equal(7, await writer.Runtime.Feeds.ReplayAsync("rabbitmq", DateTimeOffset.MinValue, Token));
        await writer.VisitAsync(60, 1);
        await reader.UntilVisitsAsync(61, writer);
    }

    /// <summary>Until something wants to write and has to wait for it.</summary>
    private static async Task UntilItIsHeldUpAsync(SqliteStore store)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (WaitingOf(TurnsOf(WriterOf(store)!)).Count == 0)
        {
            await look.WaitForNextTickAsync(Token);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_writer")]
    private static extern ref SqliteWriter? WriterOf(SqliteStore store);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_turns")]
    private static extern ref WriterTurns TurnsOf(SqliteWriter writer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_waiting")]
    private static extern ref LinkedList<TaskCompletionSource> WaitingOf(WriterTurns turns);
}
