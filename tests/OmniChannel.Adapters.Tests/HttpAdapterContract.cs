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

    /// <summary>The adapter for a provider at this address, and what the provider says.</summary>
    protected abstract HttpAdapterUnderTest Describe(Uri address);

    /// <summary>One of <see cref="Contracts"/>.</summary>
    internal static HttpAdapterContract Of(string contract) => (HttpAdapterContract)Activator.CreateInstance(typeof(HttpAdapterContract).Assembly.GetType(contract, throwOnError: true)!)!;

    /// <summary>What is described, for other tests of every adapter.</summary>
    internal HttpAdapterUnderTest Described(Uri address) => Describe(address);

    /// <summary>A client with leave for loopback.</summary>
    protected static HttpClient Client() => new(new DivertedCalls(EgressGate.CreateHandler(allowPrivateNetworks: true))) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A row of the provider's table: a JSON answer and what it means.</summary>
    protected static ProviderCase Row(string name, int status, string body, AttemptResult result, AttemptFault fault, string? code = null) =>
        new() { Name = name, Reply = ProviderReply.Json(status, body), Result = result, Fault = fault, Code = code };
}
