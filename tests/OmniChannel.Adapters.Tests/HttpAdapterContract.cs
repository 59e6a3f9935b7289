using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>Everything that an adapter over HTTP has to keep: derive, describe the provider, done.</summary>
public abstract class HttpAdapterContract
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    /// <summary>Every contract of this assembly, by its type's name: for what is tested of all adapters alike.</summary>
    public static TheoryData<string> Contracts =>
        [.. typeof(HttpAdapterContract).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(HttpAdapterContract))).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> HttpNames => [.. HttpAdapterConformance.Names];

    /// <summary>The clock of the adapters that are described: it stands still, now.</summary>
    protected ManualClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(name, _ => ValueTask.FromResult(HttpAdapterConformance.Accepting(Describe)), TestContext.Current.CancellationToken);

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(HttpNames))]
    public Task HttpContract(string name) => HttpAdapterConformance.RunAsync(name, Describe, TestContext.Current.CancellationToken);

    /// <summary>Each row's cases go through the adapter; this holds every single code to what it was reviewed to mean, so that none changes its row unnoticed.</summary>
    [Fact]
    public void Answers_EveryCode_MeansWhatIsWrittenOut()
    {
        var adapter = Describe(new Uri("http://127.0.0.1:9/")).Adapter;
        using var _ = adapter as IDisposable;
        var table = (AnswerTable)typeof(HttpChannelAdapter).GetProperty("Answers", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(adapter)!;

        var found = table.Rules.SelectMany(rule => rule.Codes, (rule, code) => (Means: Shown(rule.Means), code)).GroupBy(one => one.Means, one => one.code)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(", ", Runs(group.Order(StringComparer.Ordinal)))}");
        Assert.Equal(Table.ReplaceLineEndings("\n"), string.Join('\n', found));
    }

    /// <summary>As a host has it, clients of the factory and all, with every line of every logger kept: neither a secret nor an address is in any, however the attempt ends.</summary>
    [Fact(Timeout = 600_000)]
    public async Task AsRegistered_LogsNoSecret()
    {
        var lines = new LogLines();
        var hosts = new List<ServiceProvider>();
        HttpAdapterUnderTest? subject = null;
        await HttpAdapterConformance.RunAsync("Send_Whatever_ShowsNoSecret", address =>
        {
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines));
            services.AddSingleton<TimeProvider>(Clock);
            Register(services.AddOmniChannel(new ConfigurationBuilder().Build()), address);
            var host = services.BuildServiceProvider();
            hosts.Add(host);
            var (setup, described) = (host.GetRequiredService<OmniChannelSetup>(), Describe(address));
            Assert.DoesNotContain(setup.StartChecks.SelectMany(check => check()), problem => problem.StartsWith("OmniChannel:Accounts", StringComparison.Ordinal));
            var adapter = Assert.Single(setup.Adapters);
            Assert.IsType(described.Adapter.GetType(), adapter);
            return subject = described with { Adapter = adapter };
        }, TestContext.Current.CancellationToken);
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        Assert.Contains(lines.Seen, line => line.Contains("AllowPrivateNetworks", StringComparison.Ordinal)); // it does hear
        Assert.All(lines.Seen, line => Assert.All([.. subject!.Secrets, .. subject.ValidAddresses], hidden => Assert.DoesNotContain(hidden.Trim(), line, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Adds the account that <see cref="Describe"/> describes, as a host adds it.</summary>
    protected abstract void Register(OmniChannelBuilder builder, Uri address);

    /// <summary>Every code of the provider's table under the outcome that it has, as result and fault; empty where there is no table.</summary>
    protected abstract string Table { get; }

    /// <summary>The adapter for a provider at this address, and what the provider says.</summary>
    protected abstract HttpAdapterUnderTest Describe(Uri address);

    /// <summary>One of <see cref="Contracts"/>.</summary>
    internal static HttpAdapterContract Of(string contract) => (HttpAdapterContract)Activator.CreateInstance(typeof(HttpAdapterContract).Assembly.GetType(contract, throwOnError: true)!)!;

    /// <summary>What is described, for other tests of every adapter.</summary>
    internal HttpAdapterUnderTest Described(Uri address) => Describe(address);

    /// <summary>A client with leave for loopback.</summary>
    protected static HttpClient Client() => new(new DivertedCalls(EgressGate.CreateHandler(allowPrivateNetworks: true))) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A hundred numbers in a row are written as their first and last.</summary>
    private static IEnumerable<string> Runs(IEnumerable<string> codes)
    {
        List<string> run = [];
        foreach (var code in codes.Append(""))
        {
            if (run.Count > 0 && !(int.TryParse(run[^1], out var last) && int.TryParse(code, out var next) && next == last + 1))
            {
                foreach (var one in run.Count > 9 ? [$"{run[0]} to {run[^1]}"] : run)
                {
                    yield return one;
                }

                run = [];
            }

            run.Add(code);
        }
    }

    private static string Shown(AnswerMeaning means) => means switch
    {
        AnswerMeaning.Accepted => "Accepted",
        AnswerMeaning.Duplicate => "Rejected, message, or Accepted after a doubt",
        AnswerMeaning.RecipientRejected => "Rejected, recipient",
        AnswerMeaning.OptedOut => "Rejected, recipient, opted out",
        AnswerMeaning.MessageRejected => "Rejected, message",
        AnswerMeaning.AccountRefused => "NotSent, account",
        AnswerMeaning.ComeLater => "NotSent, provider",
        _ => "Unknown",
    };

    /// <summary>A row of the provider's table: a JSON answer and what it means.</summary>
    protected static ProviderCase Row(string name, int status, string body, AttemptResult result, AttemptFault fault, string? code = null) =>
        new() { Name = name, Reply = ProviderReply.Json(status, body), Result = result, Fault = fault, Code = code };
}
