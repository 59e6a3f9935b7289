using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>A running dispatcher whose server goes and comes back, or keeps nobody listening: everything is sent, once.</summary>
public sealed class DispatcherFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Restart_OfTheServer_IsOutlivedByTheDispatcherAndItsHints()
    {
        await using var server = await OwnServer.CreateAsync(Stop);
        var given = new ConcurrentQueue<string>();
        await using var sender = await StartAsync(server.ConnectionString, given);
        await using var dispatcher = await StartAsync(server.ConnectionString, given, TimeSpan.FromMilliseconds(100));
        for (var customer = 0; customer < 40; customer++)
        {
            await sender.SaveAsync(customer);
        }

        dispatcher.Run();
        await SendAsync(0, 10);
        await UntilAsync(() => given.Count == 10);
        for (var customer = 10; customer < 30; customer++)
        {
            await sender.SendAsync(customer, customer);
        }

        // In the middle of its work, whatever it is just doing.
        await UntilAsync(() => given.Count > 12);
        await server.KillAsync(Stop);
        await server.StartAsync(Stop);
        await UntilAsync(() => given.Distinct().Count() == 30);
        await SendAsync(30, 40);
        await UntilAsync(() => given.Distinct().Count() == 40);

        // Accepted before the server was gone and not recorded: in doubt, and sent again under its key, as was promised. No more than were under way, and none a third time.
        Assert.InRange(given.Count - 40, 0, 6 * 4);
        Assert.All(given.GroupBy(one => one), same => Assert.InRange(same.Count(), 1, 2));

        async Task SendAsync(int from, int until)
        {
            for (var customer = from; customer < until; customer++)
            {
                await SendPatientlyAsync(sender, customer);
            }
        }
    }

    /// <summary>A new LISTEN follows the lost one: the dispatcher looks by itself only every minute, and is woken all the same.</summary>
    [Fact(Timeout = 120_000)]
    public async Task Cut_OfTheListeningConnection_IsFollowedByAnother()
    {
        await using var schema = new TemporarySchema();
        var given = new ConcurrentQueue<string>();
        await using var sender = await StartAsync(schema.Options, given);
        await using var dispatcher = await StartAsync(schema.Options with { ConnectionString = $"{schema.ConnectionString};Application Name={schema.Name}" }, given, TimeSpan.FromMinutes(1));
        await sender.SaveAsync(1);
        dispatcher.Run();
        await sender.SendAsync(1, 1);
        await UntilAsync(() => given.Count == 1);

        await using (var admin = Npgsql.NpgsqlDataSource.Create(schema.ConnectionString))
        {
            var before = await UntilOneListensAsync(admin, schema.Name, notThis: 0);
            await using var cut = admin.CreateCommand($"SELECT pg_terminate_backend({before})");
            await cut.ExecuteScalarAsync(Stop);
            await UntilOneListensAsync(admin, schema.Name, before);
        }

        var began = TimeProvider.System.GetTimestamp();
        await sender.SendAsync(1, 2);
        await UntilAsync(() => given.Count == 2);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "It was found by looking, not by a hint.");
    }

    [Fact(Timeout = 120_000)]
    public async Task Dispatch_WhereNobodyIsKeptListening_GoesByThePollInterval()
    {
        await using var schema = new TemporarySchema();
        await using var proxy = new CuttingProxy(schema.ConnectionString) { IsDeaf = true };
        var given = new ConcurrentQueue<string>();
        await using var sender = await StartAsync(schema.Options, given);
        await using var patient = await StartAsync(schema.Options with { ConnectionString = proxy.ConnectionString }, given, TimeSpan.FromMinutes(1));
        await sender.SaveAsync(1);
        await sender.SaveAsync(2);
        patient.Run();
        await sender.SendAsync(1, 1);
        await UntilAsync(() => given.Count == 1); // it looks once when it begins
        await UntilItWaitsAsync(sender);

        // Nothing tells this one; another one looks.
        await sender.SendAsync(2, 2);
        await using var looking = await StartAsync(schema.Options with { ConnectionString = proxy.ConnectionString }, given, TimeSpan.FromMilliseconds(100));
        looking.Run();
        await UntilAsync(() => given.Count == 2);
        await sender.SendAsync(1, 3);
        await UntilAsync(() => given.Count == 3);
    }

    private static Task<Node> StartAsync(string connectionString, ConcurrentQueue<string> given, TimeSpan? poll = null) =>
        StartAsync(new PostgreSqlStoreOptions { ConnectionString = connectionString, BusyTimeout = TimeSpan.FromSeconds(5) }, given, poll);

    private static Task<Node> StartAsync(PostgreSqlStoreOptions options, ConcurrentQueue<string> given, TimeSpan? poll = null) => Node.StartAsync(
        PostgreSqlOmniStore.Create(options),
        message =>
        {
            given.Enqueue(message.Content.Text);
            return ValueTask.FromResult(AttemptOutcome.Accepted());
        },
        setup =>
        {
            setup.Options.Concurrency = 4;
            setup.Options.Lease = TimeSpan.FromSeconds(10);
            setup.Options.PollInterval = poll ?? TimeSpan.FromSeconds(1);
        });

    /// <summary>As a host would: again under its key, as long as the store is away.</summary>
    private static async Task SendPatientlyAsync(Node sender, int customer)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (true)
        {
            try
            {
                await sender.SendAsync(customer, customer, options: new SendOptions { IdempotencyKey = $"order-{customer}" });
                return;
            }
            catch (Exception away) when (away is StoreUnavailableException or StoreOutcomeUnknownException or StoreConflictException)
            {
                await look.WaitForNextTickAsync(Stop);
            }
        }
    }

    private static async Task<int> UntilOneListensAsync(Npgsql.NpgsqlDataSource admin, string application, int notThis)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (true)
        {
            await using var find = admin.CreateCommand($"SELECT pid FROM pg_stat_activity WHERE application_name = '{application}' AND query LIKE 'LISTEN%' AND pid <> {notThis} LIMIT 1");
            if (await find.ExecuteScalarAsync(Stop) is int pid)
            {
                return pid;
            }

            await look.WaitForNextTickAsync(Stop);
        }
    }

    /// <summary>Until nothing is left to do.</summary>
    private static async Task UntilItWaitsAsync(Node node)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (await node.Store.NextDueAsync(TenantId.Default, Stop) is not null)
        {
            await look.WaitForNextTickAsync(Stop);
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (!isSo())
        {
            await look.WaitForNextTickAsync(Stop);
        }
    }
}
