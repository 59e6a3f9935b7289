using System.Globalization;
using System.Text;

namespace OmniChannel.Benchmarks;

/// <summary>A file of touchpoints, one event on each line, imported into an empty SQLite file: five touchpoints a customer, in no order. Then the same file again, of which everything is known.</summary>
internal static class ImportRound
{
    private static readonly string[] Types = ["site.visited", "site.visited", "site.visited", "cart.left", "purchase.completed"];

    public static async Task<int> RunAsync(int events)
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-import-").FullName;
        try
        {
            var file = Path.Combine(folder, "touchpoints.ndjson");
            Write(file, events);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} touchpoints of {Math.Max(1, events / Types.Length):N0} customers, {new FileInfo(file).Length / 1e6:F1} MB"));
            foreach (var synchronous in new[] { SqliteSynchronous.Normal, SqliteSynchronous.Full })
            {
                var path = Path.Combine(folder, $"{synchronous}.db");
                await ImportAsync(path, synchronous, file, "new");
                await ImportAsync(path, synchronous, file, "again");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(string path, SqliteSynchronous synchronous, string file, string what)
    {
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Synchronous = synchronous });
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store });
        await runtime.StartAsync();
        await using var lines = File.OpenRead(file);
        var began = TimeProvider.System.GetTimestamp();
        var report = await runtime.Touchpoints.ImportAsync(lines, null, new Shown(began));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var octets = Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*").Sum(one => new FileInfo(one).Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\r{synchronous,-7} {what,-6} {report.Done.Recorded,9:N0} recorded {report.Done.Duplicates,9:N0} known {report.Done.Failed,3} failed  {seconds,7:F1} s  {report.Done.Lines / seconds,8:N0} events/s  {octets / 1e6,7:F1} MB, {octets / report.Done.Lines} B an event"));
    }

    private static void Write(string file, int events)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var customers = Math.Max(1, events / Types.Length);
        for (var i = 0; i < events; i++)
        {
            var customer = (int)(i * 2_654_435_761L % customers);
            var minute = (int)(i * 40_503L % 500_000);
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"specversion":"1.0","id":"{{i}}","source":"/shop/web","type":"omnichannel.touchpoint.{{Types[i % Types.Length]}}","subject":"customer-{{customer}}","time":"{{DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ}}","channel":"website","device":"mobile","data":{"page":"/shoes/{{i % 997}}"} }"""));
        }
    }

    private sealed class Shown(long began) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value.Lines:N0} lines, {value.Lines / TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} a second"));
            }
        }
    }
}
