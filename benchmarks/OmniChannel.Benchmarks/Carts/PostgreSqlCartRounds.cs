using System.Globalization;
using Npgsql;

namespace OmniChannel.Benchmarks;

/// <summary>Cart commands committed to PostgreSQL, by one client and by eight, in alternating rounds with bare loops of the same statements; at the end all have left the same rows.</summary>
internal static class PostgreSqlCartRounds
{
    private static readonly string[] Ways = ["one", "together", "omni"];

    /// <summary>Runs on the server that <c>OMNICHANNEL_POSTGRESQL</c> names, if it does.</summary>
    public static async Task<int> RunAsync()
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_POSTGRESQL") is not { Length: > 0 } server)
        {
            Console.WriteLine("PostgreSQL: not measured; OMNICHANNEL_POSTGRESQL names no server.");
            return 0;
        }

        await using var connection = await OpenAsync(server);
        var names = Ways.ToDictionary(way => way, way => $"carts_{Environment.ProcessId}_{way}");
        try
        {
            await using var omni = await FillAsync(server, names["omni"]);
            foreach (var way in Ways[..^1])
            {
                await (await FillAsync(server, names[way])).DisposeAsync();
            }

            await PostgreSqlRounds.RunSqlAsync(connection, "ANALYZE");
            var (rows, next) = (await PostgreSqlCartRows.ReadAsync(connection, names["omni"]), 0);
            foreach (var (clients, commands) in ((int, int)[])[(1, 1_000), (8, 2_000)])
            {
                next = await RunAsync(server, names, omni.Runtime.Carts, rows, clients, commands, next);
            }

            Console.WriteLine(await PostgreSqlRounds.SettingsAsync(connection));
            return await SameAsync(connection, names) ? 0 : 1;
        }
        finally
        {
            foreach (var name in names.Values)
            {
                await PostgreSqlRounds.RunSqlAsync(connection, $"DROP SCHEMA IF EXISTS {name} CASCADE");
            }
        }
    }

    /// <returns>The number of the next command.</returns>
    private static async Task<int> RunAsync(string server, Dictionary<string, string> names, Carts carts, PostgreSqlCartRows rows, int clients, int commands, int next)
    {
        var connections = new List<NpgsqlConnection>();
        var loops = new Dictionary<string, PostgreSqlBareCart[]>();
        foreach (var way in Ways[..^1])
        {
            loops[way] = new PostgreSqlBareCart[clients];
            for (var client = 0; client < clients; client++)
            {
                connections.Add(await OpenAsync(server));
                loops[way][client] = new(new PostgreSqlStatements(connections[^1], together: way == "together"), names[way], rows);
            }
        }

        var rates = Ways.ToDictionary(way => way, _ => new List<double>());
        for (var round = -CartRounds.Warm; round < CartRounds.Rounds; round++)
        {
            foreach (var way in round % 2 == 0 ? Ways : Ways.Reverse())
            {
                var first = next;
                var rate = await CartRounds.MeasureAsync(clients, commands, async (client, i) =>
                {
                    var (customer, id) = (i % CartRounds.Customers, $"op-{first + i:00000000}");
                    await (way == "omni"
                        ? CartRounds.DoAsync(carts, customer, i % CartRounds.Items.Length, id).AsTask()
                        : loops[way][client].DoAsync(customer, id, 639171216000000000));
                });
                if (round >= 0)
                {
                    rates[way].Add(rate);
                }
            }

            next += commands;
        }

        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL, {clients} clients: {Median(rates["omni"]):0} commands a second; bare, one by one {Median(rates["one"]):0}, ratio {Ratio("one"):0.00}; bare, those without an answer with the next {Median(rates["together"]):0}, ratio {Ratio("together"):0.00} (median of {CartRounds.Rounds} alternating rounds of {commands})"));
        return next;

        double Ratio(string way) => Median(rates["omni"].Zip(rates[way], (a, b) => a / b));
    }

    /// <summary>A shop in a schema of its own, its carts filled.</summary>
    private static async Task<OpenShop> FillAsync(string server, string schema)
    {
        var shop = await OpenShop.OnAsync(PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = server, SchemaName = schema }));
        await Parallel.ForAsync(0, CartRounds.Customers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (customer, _) =>
        {
            // Each item twice: the first operation on a line says more than those after it.
            for (var i = 0; i < 2 * CartRounds.Items.Length; i++)
            {
                await CartRounds.DoAsync(shop.Runtime.Carts, customer, i % CartRounds.Items.Length, $"fill-{customer:000}-{i:000}");
            }
        });
        return shop;
    }

    /// <summary>Whether every way has left as many rows, at the same versions, with the same names, and of the same size but for one in twenty bytes (a cart's head grows a little with its version).</summary>
    private static async Task<bool> SameAsync(NpgsqlConnection connection, Dictionary<string, string> names)
    {
        var left = new List<(string Rows, double Bytes)>();
        foreach (var way in Ways)
        {
            var schema = names[way];
            await using var command = new NpgsqlCommand(
                $"""
                SELECT (SELECT count(*) || ' events, ' || md5(string_agg(p.name || e.seq || e.source || e.type, ',' ORDER BY p.name, e.seq)) || ' ' || md5(string_agg(e.id, ',' ORDER BY e.id))
                        FROM {schema}.omni_event e JOIN {schema}.omni_partition p ON p.id = e.partition)
                    || ', ' || (SELECT count(*) || ' states, ' || md5(string_agg(p.name || s.key || s.version, ',' ORDER BY p.name, s.key)) FROM {schema}.omni_state s JOIN {schema}.omni_partition p ON p.id = s.partition),
                  ((SELECT sum(length(body)) FROM {schema}.omni_event) + (SELECT sum(length(body)) FROM {schema}.omni_state))::float8
                """,
                connection);
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            left.Add((row.GetString(0), row.GetDouble(1)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left by {way}: {left[^1].Rows}, {left[^1].Bytes:0} bytes of bodies"));
        }

        return left.TrueForAll(one => one.Rows == left[0].Rows && Math.Abs((one.Bytes / left[0].Bytes) - 1) < 0.05);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static async Task<NpgsqlConnection> OpenAsync(string server)
    {
        var connection = new NpgsqlConnection($"{server};Max Auto Prepare=100;Auto Prepare Min Usages=2;No Reset On Close=true;Include Error Detail=true");
        await connection.OpenAsync();
        return connection;
    }
}
