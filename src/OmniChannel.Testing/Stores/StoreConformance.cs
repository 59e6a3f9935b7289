using OmniChannel.Storage;

namespace OmniChannel.Testing;

/// <summary>The contract of <see cref="IOmniStore"/> as named cases. A host that writes a store of its own runs every one of them on it.</summary>
/// <remarks>Each case gets a store of its own, not initialised, with nothing in it.</remarks>
/// <example>
/// With xunit: a theory over <c>StoreConformance.Names</c> whose body is <c>await StoreConformance.RunAsync(name, CreateAsync, cancellationToken)</c>.
/// </example>
public static partial class StoreConformance
{
    private static readonly TenantId Acme = new("acme");
    private static readonly TenantId Globex = new("globex");
    private static readonly PartitionKey Ann = PartitionKey.Of(new CustomerId("ann"));
    private static readonly PartitionKey Ben = PartitionKey.Of(new CustomerId("ben"));
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All cases, in the order of the contract.</summary>
    public static IReadOnlyList<ConformanceCase<IOmniStore>> Cases { get; } = [.. State(), .. Events(), .. Outbox(), .. Schedule(), .. Turns(), .. Lookups(), .. Listing(), .. Erasure(), .. Units(), .. Together(), .. Seen(), .. Beside(), .. Tenants(), .. Limits(), .. Concurrency()];

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Cases.Select(@case => @case.Name)];

    /// <summary>Runs one case by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="create">Makes a fresh, empty store; the case initialises it and disposes of it.</param>
    /// <param name="cancellationToken">Ends a case that hangs; give it a deadline.</param>
    /// <exception cref="ConformanceException">The store breaks the promise of the case.</exception>
    public static Task RunAsync(string name, Func<CancellationToken, ValueTask<IOmniStore>> create, CancellationToken cancellationToken) =>
        (Cases.FirstOrDefault(@case => @case.Name == name) ?? throw new ArgumentException($"No case is named '{name}'; StoreConformance.Names lists them.", nameof(name))).RunAsync(create, cancellationToken);

    private static ConformanceCase<IOmniStore> Case(string name, string promise, Func<IOmniStore, CancellationToken, Task> check) =>
        new(name, promise, async (store, cancellationToken) =>
        {
            await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            await check(store, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>One unit of work that commits.</summary>
    private static async Task<T> CommitAsync<T>(IOmniStore store, TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, Func<IUnitOfWork, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(tenant, partitions, null, cancellationToken).ConfigureAwait(false);
        var result = await work(unit).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static async Task CommitAsync(IOmniStore store, PartitionKey partition, Func<IUnitOfWork, Task> work, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(Acme, [partition], null, cancellationToken).ConfigureAwait(false);
        await work(unit).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A unit of work that is tried again after a conflict, as a host does.</summary>
    private static async Task<T> RetryAsync<T>(IOmniStore store, TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, Func<IUnitOfWork, Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await CommitAsync(store, tenant, partitions, work, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreConflictException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string Shown(ReadOnlyMemory<byte> body) => System.Text.Encoding.UTF8.GetString(body.Span);
}
