using System.Reflection;
using OmniChannel.Storage;

namespace OmniChannel.Tests;

/// <summary>A store of ours without its conformance run is noticed: <c>NameConformanceTests.cs</c> has to run every case of <c>StoreConformance</c>.</summary>
public sealed class ConformanceGuardTests
{
    [Fact]
    public void Stores_InOurPackages_RunTheConformanceSuite()
    {
        var stores = Packages().SelectMany(StoresOf).ToList();

        var without = stores.Where(store => !RunsTheSuite(store.Name)).Select(store => $"{store.FullName}: no tests/**/{store.Name}ConformanceTests.cs that runs StoreConformance.Names").ToList();

        Assert.True(without.Count == 0, string.Join('\n', without));
        Assert.Contains(stores, store => store.Name == "MemoryStore");
        Assert.Contains(stores, store => store.Name == "SqliteStore");
    }

    [Fact]
    public void StoresOf_AnAssemblyWithAStoreWithoutARun_FindsItAndMissesTheRun()
    {
        var store = Assert.Single(StoresOf(typeof(ForgottenStore).Assembly));

        Assert.Equal(nameof(ForgottenStore), store.Name);
        Assert.False(RunsTheSuite(store.Name));
    }

    private static IEnumerable<Assembly> Packages()
        => Directory.EnumerateFiles(AppContext.BaseDirectory, "OmniChannel*.dll")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => !name!.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(name => Assembly.Load(name!));

    private static IEnumerable<Type> StoresOf(Assembly assembly)
        => assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IOmniStore)));

    private static bool RunsTheSuite(string store)
        => SourceFile.Below("tests").Any(file =>
            file.Path.EndsWith($"/{store}ConformanceTests.cs", StringComparison.Ordinal)
            && file.Text.Contains("StoreConformance.Names", StringComparison.Ordinal)
            && file.Text.Contains("[MemberData(", StringComparison.Ordinal));

    private abstract class Unfinished : IOmniStore
    {
        public ValueTask InitializeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, System.Data.Common.DbTransaction? joined, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class ForgottenStore : Unfinished;
}
