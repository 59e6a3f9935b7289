using BenchmarkDotNet.Attributes;
using OmniChannel.Tests.RealInput;

namespace OmniChannel.Benchmarks;

/// <summary>One pass over the 64,000 real customers of the week in the tests: the first message of each, decided at its minute over six channels by the shop's own policy.</summary>
public class HillstromBenchmarks
{
    private const int Customers = 64_000;
    private readonly SnapshotInput[] _questions = new SnapshotInput[Customers];

    /// <summary>The file, which is no part of the repository; null where it is missing.</summary>
    internal static string? File => FoldersAbove().Append(Environment.GetEnvironmentVariable("OMNICHANNEL_DATA"))
        .OfType<string>().Select(data => Path.Combine(data, "hillstrom", "hillstrom.csv")).LastOrDefault(System.IO.File.Exists);

    /// <summary>Reads the file and loads everybody.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var customers = HillstromRow.ReadAll(File!).Select(row => new HillstromCustomer(row)).ToList();
        var news = HillstromShop.NewsFor(100_000_00);
        var accounts = HillstromShop.Channels.ToLookup(c => c, _ => new AccountHealth { Account = "main" });
        foreach (var first in HillstromWeek.EventsOf(customers).Where(e => e is { Request: not null, Place: 0 }))
        {
            _questions[first.Customer.Row.Number - 1] = new SnapshotInput
            {
                State = HillstromShop.StateOf(first.Customer),
                Policy = HillstromShop.Policy,
                Message = first.Request!,
                Campaign = news,
                Now = first.At,
                NotBefore = first.At,
                ExpiresAt = first.Request!.ExpiresAt!.Value,
                Channels = HillstromShop.Definitions,
                Personas = HillstromShop.Personas,
                Accounts = accounts,
                CheckAddress = static point => (point.Address, null),
                Evidence = EvidenceState.Empty,
                AgentsFree = 0,
                BudgetLeft = news.Budget,
                HostZone = HillstromShop.Zone,
            };
        }
    }

    /// <summary>Everybody, on one thread.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "64,000 real customers, one pass, each")]
    public int Decide()
    {
        var chosen = 0;
        foreach (var question in _questions)
        {
            chosen += Router.Decide(SnapshotBuilder.Build(question), HillstromShop.Policy).Choice is null ? 0 : 1;
        }

        return chosen;
    }

    private static IEnumerable<string> FoldersAbove()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            yield return Path.Combine(above.FullName, "shared", "data");
        }
    }
}
