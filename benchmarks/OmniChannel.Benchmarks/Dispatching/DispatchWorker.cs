using System.Globalization;
using System.Text.Json;

namespace OmniChannel.Benchmarks;

/// <summary>A process that works off backlogs, by our dispatcher, by the bare loop or by the loop that keeps what has to be kept, at the same concurrency: waits for its parent's word, and says when nothing is left.</summary>
internal static class DispatchWorker
{
    /// <summary>What the child process is started with; then the way, the store and the provider.</summary>
    public const string Argument = "--dispatch-worker";

    /// <summary>How many rows go before at a time, and how often at most, until the compiler has done its best.</summary>
    private const int Warm = 5_000;
    private const int MostOften = 12;

    /// <summary>The child's life: it works off each place that it is told, and ends when its parent lets go of its standard input.</summary>
    public static async Task<int> RunAsync(string way, string store, Uri provider)
    {
        await WarmAsync(way, store == "sqlite" ? null : DispatchRounds.Server, provider);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } place)
        {
            Console.WriteLine((await WorkAsync(way, place, provider)).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    /// <summary>Works off backlogs until the compiler is at rest.</summary>
    public static Task WarmAsync(string way, string? server, Uri provider) => CompilerAtRest.AfterAsync(
        async round =>
        {
            await using var warm = new DispatchPlace(server, string.Create(CultureInfo.InvariantCulture, $"warm{Environment.ProcessId}{way}{round}"));
            await warm.FillAsync(Warm);
            await WorkAsync(way, warm.Text, provider);
        },
        MostOften);

    /// <summary>Works off what is there.</summary>
    public static async Task<int> WorkAsync(string way, string place, Uri provider)
    {
        if (way == "omni")
        {
            await using var shop = await DispatchShop.OpenAsync(DispatchPlace.Store(place), provider);
            return await shop.Runtime.DispatchDueAsync();
        }

        await using IBareClaims bare = (way, place.Split('|', 2)) switch
        {
            ("kept", ["sqlite", var path]) => new SqliteKeptClaims(path),
            ("kept", var server) => await PostgreSqlKeptClaims.OpenAsync(server[1]),
            (_, ["sqlite", var path]) => new SqliteBareClaims(path),
            (_, var server) => await PostgreSqlBareClaims.OpenAsync(server[1]),
        };
        return await LoopAsync(bare, provider);
    }

    /// <summary>Claim 50, read consent and caps again, call, acknowledge 50.</summary>
    private static async Task<int> LoopAsync(IBareClaims claims, Uri provider)
    {
        using var client = LoopbackChannel.Client();
        for (var done = 0; ;)
        {
            var rows = await claims.ClaimAsync();
            if (rows.Count == 0)
            {
                return done;
            }

            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = DispatchShop.Concurrency }, async (row, cancellationToken) =>
            {
                if (Judge(row) is { } address)
                {
                    using var request = LoopbackChannel.Request(provider, row.Key, address, "Hello Anna, your parcel 4711 arrives tomorrow.");
                    using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                    await response.Content.ReadAsByteArrayAsync(cancellationToken);
                }
            });
            await claims.AcknowledgeAsync(rows);
            done += rows.Count;
        }
    }

    /// <summary>The address, if the customer allows it and was not written to too often.</summary>
    private static string? Judge(BareRow row)
    {
        using var outbox = JsonDocument.Parse(row.Outbox);
        using var state = JsonDocument.Parse(row.State);
        var profile = state.RootElement.GetProperty("profile");
        var allowed = profile.GetProperty("consents").EnumerateArray().Any(consent => consent.GetProperty("granted").GetBoolean());
        var contacts = state.RootElement.TryGetProperty("contacts", out var past) ? past.GetArrayLength() : 0;
        return allowed && contacts < 100 && outbox.RootElement.TryGetProperty("channel", out _) ? profile.GetProperty("contactPoints")[0].GetProperty("address").GetString() : null;
    }
}
