using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Orchestration;

/// <summary>The disk fills, or the file may not be written any more, while a dispatcher runs: it says so, and when that is over everything is sent, once at a provider that honours the key.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Messages = 120;
    private const int Before = 30;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new(Noon);
    private readonly Errors _errors = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _errors.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Run_WhenTheDiskIsFullForAWhile_SaysSoAndSendsEverythingOnce()
    {
        using var disk = SmallDisk.Mount(16);
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = disk.File });

        await SendAsync(store, disk.Fill, disk.Free, "is full");
    }

    /// <summary>
    /// The kernel refuses to write: the files are made immutable under the open store. A mount cannot be made read-only here, and a disk that fails cannot be played: the kernel refuses to remount while a file is open for writing (EBUSY), and
    /// what is open stays writable where only another mount of it (bind) is read-only; an ext4 that turned read-only by itself (errors=remount-ro) stays so until it is unmounted.
    /// </summary>
    [Fact(Timeout = 300_000)]
    public async Task Run_WhenTheKernelRefusesToWriteForAWhile_SaysSoAndSendsEverythingOnce()
    {
        using var folder = new TemporaryFolder();
        FrozenFiles.Require(folder.Path);
        try
        {
            await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File });

            await SendAsync(store, () => FrozenFiles.Freeze(folder.File), () => FrozenFiles.LetGo(folder.File), "failed");
        }
        finally
        {
            FrozenFiles.LetGo(folder.File);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_WhenTheFileIsReadOnlyForAWhile_SaysSoAndSendsEverythingOnce()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File });

        // A file that is open stays open for writing, whatever becomes of its mode or owner: here SQLite itself says that it is read-only.
        await SendAsync(store, () => Execute(store, "PRAGMA query_only = ON"), () => Execute(store, "PRAGMA query_only = OFF"), "cannot be written");
    }

    private async Task SendAsync(IOmniStore store, Action shut, Action open, string said)
    {
        var (calls, isShut) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var provider = new RecordingChannel(Channel.Email)
        {
            Answer = _ =>
            {
                if (Interlocked.Increment(ref calls) == Before)
                {
                    shut();
                    isShut.SetResult();
                }

                return AttemptOutcome.Accepted();
            },
        };
        await using var omni = await StartAsync(store, provider);
        var deliveries = await QueueAsync(omni);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = Task.Run(() => omni.RunDispatcherAsync(ending.Token), Stop);

        await isShut.Task.WaitAsync(Stop);

        // Every second of the clock is a look at the schedule; a pass of this loop reads, so it gives way to the dispatcher.
        OmniChannelHealth health;
        while ((health = await omni.CheckHealthAsync(Stop)).StoreProblem is null)
        {
            Stop.ThrowIfCancellationRequested();
            _clock.Advance(Step);
        }

        Assert.Contains(said, health.StoreProblem, StringComparison.Ordinal);
        Assert.NotNull(health.OldestDue);
        Assert.Contains(said, (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await SendAsync(omni, Messages + 1))).Message, StringComparison.Ordinal);
        Assert.InRange(provider.Sent.Count, Before, Messages - 1);

        open();
        while (await CountAsync(omni, deliveries, DeliveryStatus.Accepted) < Messages)
        {
            Stop.ThrowIfCancellationRequested();
            _clock.Advance(Step);
        }

        Assert.Null((await omni.CheckHealthAsync(Stop)).StoreProblem);
        await ending.CancelAsync();
        await running;
        Assert.Equal(Messages, provider.Sent.Count);
        Assert.Equal(Messages, provider.Sent.Select(message => message.Customer).Distinct().Count());
        Assert.NotEmpty(_errors.Said);
        Assert.All(_errors.Said, error => Assert.Contains(said, error, StringComparison.Ordinal));
    }

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store, RecordingChannel provider)
    {
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Logging = _errors, Options = { TimeZone = "Europe/Berlin", Lease = TimeSpan.FromSeconds(10), Concurrency = 4 } };
        setup.Campaigns.Add(new Campaign { Id = new("receipt"), Name = "Receipt", Variants = [new Variant { Channel = Channel.Email, Subject = "Your order", Text = "{{message.what}}" }] });
        setup.Adapters.Add(provider);
        var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(Stop);
        return omni;
    }

    private static async Task<List<DeliveryId>> QueueAsync(OmniChannelRuntime omni)
    {
        var deliveries = new List<DeliveryId>();
        for (var i = 0; i < Messages; i++)
        {
            await omni.SaveAsync(new CustomerProfile { Id = new($"c{i}"), ContactPoints = [ContactPoint.Email($"{i}@example.com")], Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Email, Noon.AddDays(-1), "order")] }, Stop);
            deliveries.Add(Assert.IsType<SendResult.Queued>(await SendAsync(omni, i)).Delivery);
        }

        return deliveries;
    }

    private static ValueTask<SendResult> SendAsync(OmniChannelRuntime omni, int number) => omni.SendAsync(
        new Message { Campaign = new("receipt"), Purpose = Purpose.Transactional, Data = new Dictionary<string, string> { ["what"] = new('x', 2_000) } }, new CustomerId($"c{number % Messages}"), null, Stop);

    private static async Task<int> CountAsync(OmniChannelRuntime omni, List<DeliveryId> deliveries, DeliveryStatus status)
    {
        var count = 0;
        foreach (var delivery in deliveries)
        {
            count += (await omni.FindDeliveryAsync(delivery, Stop))!.Status == status ? 1 : 0;
        }

        return count;
    }

    private static void Execute(IOmniStore store, string pragma) => Assert.Equal(0, WriterOf((SqliteStore)store)!.Session.Try(pragma));

    /// <summary>The connection that writes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_writer")]
    private static extern ref SqliteWriter? WriterOf(SqliteStore store);

    /// <summary>Every error that was logged, with what its exception says.</summary>
    private sealed class Errors : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Said.Enqueue($"{formatter(state, exception)} {exception?.Message}");
            }
        }

        public void Dispose()
        {
        }
    }
}
