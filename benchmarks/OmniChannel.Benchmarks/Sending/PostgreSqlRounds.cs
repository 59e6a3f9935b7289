using System.Globalization;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>SendAsync on PostgreSQL, one client and eight, against its bare statements: in turns, each send to a customer of its own.</summary>
internal static class PostgreSqlRounds
{
    private const int Each = 60;

    /// <summary>How many rounds warm up at most, until the compiler is at rest.</summary>
    private const int Warm = 10;

    private static readonly StateAddress[] Around = [.. SendingShop.Around.Select(a => new StateAddress(new PartitionKey((PartitionKind)a.Kind, a.Name), a.Key))];
    private static readonly int[] Clients = [1, 8];
    private static readonly string[] Ways = ["one", "together", "store", "omni"];

    /// <summary>Runs on the server that <c>OMNICHANNEL_POSTGRESQL</c> names; the first rounds only warm up.</summary>
    public static async Task<int> RunAsync(int rounds)
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_POSTGRESQL") is not { Length: > 0 } server)
        {
            Console.Error.WriteLine("Set OMNICHANNEL_POSTGRESQL to a connection string of Npgsql, to a database in which schemas may be made: Host=127.0.0.1;Port=5433;Username=omni;Database=omni.");
            return 2;
        }

        server = $"{server};Max Auto Prepare=100;Auto Prepare Min Usages=2;No Reset On Close=true;Include Error Detail=true";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        var names = Ways.ToDictionary(way => way, way => $"bench_{Environment.ProcessId}_{way}");
        try
        {
            var shops = new Dictionary<string, SendingShop>();
            var stores = new Dictionary<string, IOmniStore>();
            foreach (var way in Ways)
            {
                stores[way] = PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = server, SchemaName = names[way] });
                shops[way] = await SendingShop.OpenAsync(stores[way]);
                await SaveAsync(shops[way], ((rounds + (rounds > 2 ? Warm : 1)) * Clients.Sum() * Each) + 1);
            }

            await shops["omni"].SendAsync(0);
            var send = await PostgreSqlSend.ReadAsync(connection, names["omni"], "c-0000");
            await RunSqlAsync(connection, "ANALYZE");
            await MeasureAsync(server, names, shops["omni"], stores["store"], send, rounds);
            Console.WriteLine(await SettingsAsync(connection));
            foreach (var shop in shops.Values)
            {
                await shop.DisposeAsync();
            }
        }
        finally
        {
            foreach (var name in names.Values)
            {
                await RunSqlAsync(connection, $"DROP SCHEMA IF EXISTS {name} CASCADE");
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(string server, Dictionary<string, string> names, SendingShop shop, IOmniStore store, PostgreSqlSend send, int rounds)
    {
        var rates = new Dictionary<(string Way, int Clients), List<double>>();
        var first = 1;
        await CompilerAtRest.AfterAsync(round => RoundAsync(round), rounds > 2 ? Warm : 1);
        rates.Clear();
        for (var round = 0; round < rounds; round++)
        {
            await RoundAsync(round);
        }

        async Task RoundAsync(int round)
        {
            foreach (var clients in Clients)
            {
                foreach (var way in round % 2 == 0 ? Ways : Ways.Reverse())
                {
                    var rate = await RateAsync(server, way, names[way], shop, store, send, clients, first);
                    (rates.TryGetValue((way, clients), out var known) ? known : rates[(way, clients)] = []).Add(rate);
                }

                first += clients * Each;
            }
        }

        Console.WriteLine("| on PostgreSQL | clients | sends per second, median | of the statements one by one | of the same, together |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var clients in Clients)
        {
            var (one, together) = (rates[("one", clients)], rates[("together", clients)]);
            Line("the statements, one by one", clients, one, one, together);
            Line("the statements, those without an answer with the next", clients, together, one, together);
            Line("the same rows by a unit of work", clients, rates[("store", clients)], one, together);
            Line("SendAsync: decided, rendered for proof, stored", clients, rates[("omni", clients)], one, together);
        }
    }

    private static void Line(string what, int clients, List<double> rates, List<double> one, List<double> together) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {clients} | {Median(rates):N0} | {Median(rates.Zip(one, (a, b) => a / b)):0.00} | {Median(rates.Zip(together, (a, b) => a / b)):0.00} |"));

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static async Task<double> RateAsync(string server, string way, string schema, SendingShop shop, IOmniStore store, PostgreSqlSend send, int clients, int first)
    {
        var senders = new List<Func<int, Task>>();
        var connections = new List<NpgsqlConnection>();
        for (var client = 0; client < clients; client++)
        {
            if (way is "omni" or "store")
            {
                senders.Add(way == "omni" ? customer => shop.SendAsync(customer).AsTask() : customer => StoreAsync(store, send, customer));
                continue;
            }

            var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            connections.Add(connection);
            var bare = new PostgreSqlBare(new PostgreSqlStatements(connection, together: way == "together"), schema, send);
            senders.Add(bare.SendAsync);
        }

        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(senders.Select((sender, client) => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await sender(first + (client * Each) + i);
            }
        })));
        var rate = clients * Each / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        return rate;
    }

    /// <summary>The same rows through the store's contract: what the store costs over its statements.</summary>
    private static async Task StoreAsync(IOmniStore store, PostgreSqlSend send, int customer)
    {
        var partition = PartitionKey.Of(new CustomerId($"c-{customer:0000}"));
        var delivery = new DeliveryId($"{send.Delivery[..^6]}{customer:000000}");
        var at = new DateTimeOffset(send.At, TimeSpan.Zero);
        await store.ReadStatesAsync(TenantId.Default, Around, default);
        await using var unit = await store.BeginAsync(TenantId.Default, [partition], null, default);
        var state = await unit.GetAsync(partition, "state", default);
        await unit.InsertOutboxAsync(new OutboxRow { Delivery = delivery, Partition = partition, State = OutboxState.Queued, Fence = 0, Attempts = 0, CreatedAt = at, Body = send.Outbox }, default);
        await unit.ScheduleAsync(partition, "dispatch", delivery.Value, at, default);
        await unit.AddLookupAsync(new LookupRow { Kind = LookupKind.Delivery, Key = delivery.Value, Partition = partition, Body = default }, at, default);
        await unit.AppendAsync(partition, new NewEvent { Source = send.Source, Id = $"{send.EventId}{customer}", Type = send.Type, At = at, RecordedAt = at, Body = send.Event }, default);
        await unit.PutAsync(partition, "state", state!.Version, send.State, default);
        await unit.CommitAsync(default);
    }

    private static Task SaveAsync(SendingShop shop, int customers) => Parallel.ForAsync(0, customers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (customer, _) => await shop.SaveAsync(customer));

    public static async Task<string> SettingsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT 'Server ' || current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public static async Task RunSqlAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
