using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Cart commands committed to SQLite, by one client and by eight, in alternating rounds with a bare loop of the same statements.</summary>
internal static class CartRounds
{
    public const int Customers = 64;
    public const int Rounds = 9;

    /// <summary>Rounds of each way that are not counted. The JIT compiles what runs often once more, in the background: until then a command takes up to a quarter longer, and only ours has much code to compile.</summary>
    public const int Warm = 8;
    public static readonly CartItem[] Items = [.. Enumerable.Range(0, 4).Select(i => new CartItem { Variant = $"sku-{1000 + i}" })];

    public static async Task<int> RunAsync()
    {
        foreach (var synchronous in (SqliteSynchronous[])[SqliteSynchronous.Full, SqliteSynchronous.Normal])
        {
            foreach (var clients in (int[])[1, 8])
            {
                await RunAsync(synchronous, clients, synchronous == SqliteSynchronous.Full ? 400 : 2_000);
            }
        }

        return await PostgreSqlCartRounds.RunAsync();
    }

    private static async Task RunAsync(SqliteSynchronous synchronous, int clients, int commands)
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-benchmarks-").FullName;
        var (ours, bare) = (Path.Combine(folder, "ours.db"), Path.Combine(folder, "bare.db"));
        await using (var filled = await OpenAsync(ours, synchronous))
        {
            for (var i = 0; i < Customers * Items.Length; i++)
            {
                await DoAsync(filled.Runtime.Carts, i / Items.Length, i % Items.Length, $"fill-{i}");
            }
        }

        File.Copy(ours, bare);
        await using (var shop = await OpenAsync(ours, synchronous))
        {
            using var loop = new BareCartLoop(bare, synchronous);
            var (mine, theirs, next) = (new List<double>(), new List<double>(), 0);
            for (var round = -Warm; round < Rounds; round++)
            {
                var a = await MeasureAsync(clients, commands, async (_, i) => await DoAsync(shop.Runtime.Carts, i % Customers, i % Items.Length, $"op-{next + i:00000000}-ours"));
                var b = await MeasureAsync(clients, commands, (_, i) =>
                {
                    loop.Do(Customer(i % Customers), $"op-{next + i:00000000}-bare", 639171216000000000);
                    return ValueTask.CompletedTask;
                });
                next += commands;
                if (round >= 0)
                {
                    mine.Add(a);
                    theirs.Add(b);
                }
            }

            var (we, they) = (mine.Order().ElementAt(Rounds / 2), theirs.Order().ElementAt(Rounds / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"synchronous {synchronous}, {clients} clients: {we:0} commands a second, bare {they:0}, ratio {mine.Zip(theirs, (m, t) => m / t).Order().ElementAt(Rounds / 2):0.00} (median of {Rounds} alternating rounds of {commands})"));
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Has clients do commands in turns; each gets its own number and the command's.</summary>
    /// <returns>How many a second.</returns>
    public static async Task<double> MeasureAsync(int clients, int commands, Func<int, int, ValueTask> act)
    {
        var next = -1;
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < commands; i = Interlocked.Increment(ref next))
            {
                await act(client, i);
            }
        })));
        return commands / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    public static string Customer(int number) => $"customer-{number:0000}";

    public static async ValueTask DoAsync(Carts carts, int customer, int item, string id)
    {
        var result = await carts.DoAsync(new CartId(new CustomerId(Customer(customer))), CartCommand.Set(Items[item], 1 + (id.Length % 9)) with { Actor = "phone", OpId = id });
        if (result is not CartResult.Applied)
        {
            throw new InvalidOperationException($"{result}");
        }
    }

    private static Task<OpenShop> OpenAsync(string path, SqliteSynchronous synchronous) => OpenShop.OnAsync(SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Synchronous = synchronous }));
}
