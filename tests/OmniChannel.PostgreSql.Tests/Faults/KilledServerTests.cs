using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>The server dies in the middle of a load and comes back: the pool recovers by itself, and what was acknowledged is there, once.</summary>
public sealed class KilledServerTests
{
    private const int Writers = 6;
    private const int Commands = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task KillAndRestart_UnderLoad_EveryCommandIsThereOnce()
    {
        await using var server = await OwnServer.CreateAsync(Token);
        await using var store = PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = server.ConnectionString, BusyTimeout = TimeSpan.FromSeconds(5) });
        await store.InitializeAsync(Token);
        var load = new Load(store);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => load.WriteAsync(writer), Token)).ToList();

        foreach (var reached in new[] { Writers * Commands / 4, Writers * Commands / 2 })
        {
            await load.ReachedAsync(reached);
            load.Close();
            await server.KillAsync(Token);
            await load.AwayAsync();
            await server.StartAsync(Token);
            load.Open();
        }

        await Task.WhenAll(writers);
        Assert.True(load.Lost >= 2, $"Only {load.Lost} commands met the death of the server.");
        for (var writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(Commands, (await store.ReadStateAsync(Child.Tenant, Load.PartitionOf(writer), "count", Token))?.Version);
            var events = await store.ReadEventsAsync(Child.Tenant, Load.PartitionOf(writer), null, 0, 10_000, Token);
            Assert.Equal(Enumerable.Range(1, Commands).Select(number => (long)number), events.Select(row => row.Sequence));
        }
    }

    /// <summary>Commands that may be repeated: each has a name, the id of its event.</summary>
    private sealed class Load(IOmniStore store)
    {
        private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
        private TaskCompletionSource _open = Opened();
        private TaskCompletionSource _away = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _done;
        private int _lost;

        public int Lost => _lost;

        public static PartitionKey PartitionOf(int writer) => PartitionKey.Of(new CustomerId($"w-{writer}"));

        public async Task WriteAsync(int writer)
        {
            for (var number = 1; number <= Commands; number++)
            {
                while (!await TryAsync(writer, number.ToString(CultureInfo.InvariantCulture)))
                {
                    Interlocked.Increment(ref _lost);
                    _away.TrySetResult();
                    await _open.Task.WaitAsync(Token);
                }

                Done();
            }
        }

        public Task ReachedAsync(int commands)
        {
            lock (_waiting)
            {
                var reached = _waiting[commands] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_done >= commands)
                {
                    reached.TrySetResult();
                }

                return reached.Task.WaitAsync(Token);
            }
        }

        /// <summary>Writers that meet a dead server wait until it is opened again.</summary>
        public void Close()
        {
            _away = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public Task AwayAsync() => _away.Task.WaitAsync(Token);

        public void Open() => _open.TrySetResult();

        private static TaskCompletionSource Opened()
        {
            var opened = new TaskCompletionSource();
            opened.SetResult();
            return opened;
        }

        private void Done()
        {
            lock (_waiting)
            {
                if (_waiting.TryGetValue(++_done, out var reached))
                {
                    reached.TrySetResult();
                }
            }
        }

        /// <returns>Whether it is known to be stored.</returns>
        private async Task<bool> TryAsync(int writer, string name)
        {
            var partition = PartitionOf(writer);
            try
            {
                await using var unit = await store.BeginAsync(Child.Tenant, [partition], null, Token);
                if (await unit.AppendAsync(partition, new NewEvent { Source = "load", Id = name, Type = "raised", At = Child.Noon, RecordedAt = Child.Noon, Body = new byte[200] }, Token) != 0)
                {
                    var count = await unit.GetAsync(partition, "count", Token);
                    await unit.PutAsync(partition, "count", count?.Version ?? 0, new byte[8], Token);
                    await unit.CommitAsync(Token);
                }

                return true;
            }
            catch (Exception lost) when (lost is StoreUnavailableException or StoreOutcomeUnknownException or StoreConflictException)
            {
                return false;
            }
        }
    }
}
