using System.Reflection;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

/// <summary>A store or an adapter of ours without its conformance run is noticed: <c>NameConformanceTests.cs</c> has to run every case of its suite.</summary>
public sealed class ConformanceGuardTests
{
    [Fact]
    public void Stores_InOurPackages_RunTheConformanceSuite()
    {
        var stores = Packages().SelectMany(ImplementationsOf<IOmniStore>).ToList();

        Assert.Equal("", Without(stores, nameof(StoreConformance)));
        Assert.Contains(stores, store => store.Name == "MemoryStore");
        Assert.Contains(stores, store => store.Name == "SqliteStore");
        Assert.Contains(stores, store => store.Name == "PostgreSqlStore");
    }

    [Fact]
    public void Adapters_InOurPackages_RunTheConformanceSuite()
    {
        // UnusableAccount never sends: it stands where an account could not be made, until the host's start fails and says why.
        var adapters = Packages().SelectMany(ImplementationsOf<IChannelAdapter>).Where(adapter => adapter.Name != "UnusableAccount").ToList();

        Assert.Equal("", Without(adapters, nameof(AdapterConformance)));
        Assert.Contains(adapters, adapter => adapter.Name == "SmtpChannelAdapter");
    }

    [Fact]
    public void HttpAdapters_InOurPackages_RunBothSuites()
    {
        var adapters = Packages().SelectMany(ImplementationsOf<HttpChannelAdapter>).Where(adapter => !adapter.IsNested).ToList();

        Assert.Equal("", string.Join('\n', adapters.Where(adapter => !IsHeldToTheContract(adapter.Name)).Select(adapter => $"{adapter.FullName}: no tests/**/{adapter.Name}ConformanceTests.cs that derives from HttpAdapterContract")));
        Assert.Contains(adapters, adapter => adapter.Name == "TwilioChannelAdapter");
        var contract = Assert.Single(SourceFile.Below("tests"), file => file.Path.EndsWith("/HttpAdapterContract.cs", StringComparison.Ordinal));
        Assert.Contains($" {nameof(AdapterConformance)}.RunAsync", contract.Text, StringComparison.Ordinal);
        Assert.Contains($" {nameof(HttpAdapterConformance)}.RunAsync", contract.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_AStoreWithoutARun_NamesIt()
    {
        var store = Assert.Single(ImplementationsOf<IOmniStore>(typeof(ForgottenStore).Assembly));

        Assert.Contains(nameof(ForgottenStore), Without([store], nameof(StoreConformance)), StringComparison.Ordinal);
    }

    private static IEnumerable<Assembly> Packages()
        => Directory.EnumerateFiles(AppContext.BaseDirectory, "OmniChannel*.dll")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => !name!.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(name => Assembly.Load(name!));

    private static IEnumerable<Type> ImplementationsOf<TContract>(Assembly assembly)
        => assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(TContract)));

    private static string Without(IEnumerable<Type> types, string suite)
        => string.Join('\n', types.Where(type => !Runs(type.Name, suite)).Select(type => $"{type.FullName}: no tests/**/{type.Name}ConformanceTests.cs that runs {suite}.Names"));

    private static bool IsHeldToTheContract(string type)
        => SourceFile.Below("tests").Any(file => file.Path.EndsWith($"/{type}ConformanceTests.cs", StringComparison.Ordinal) && file.Text.Contains(" : HttpAdapterContract", StringComparison.Ordinal));

    private static bool Runs(string type, string suite)
        => (suite == nameof(AdapterConformance) && IsHeldToTheContract(type)) || SourceFile.Below("tests").Any(file =>
            file.Path.EndsWith($"/{type}ConformanceTests.cs", StringComparison.Ordinal)
            && file.Text.Contains($"{suite}.Names", StringComparison.Ordinal)
            && file.Text.Contains($"{suite}.RunAsync", StringComparison.Ordinal)
            && file.Text.Contains("[MemberData(", StringComparison.Ordinal));

    private abstract class Unfinished : IOmniStore
    {
        public ValueTask InitializeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, System.Data.Common.DbTransaction? joined, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class ForgottenStore : Unfinished;
}
