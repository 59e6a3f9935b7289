using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>A SQLite file full of customers, each with a profile, a verified mailbox, an account and a device, in rows as the runtime writes them; and a runtime over it.</summary>
internal sealed class IdentityFile : IAsyncDisposable
{
    /// <summary>As many as one unit of work names.</summary>
    private const int Batch = 250;

    private readonly IOmniStore store;
    private readonly string folder;

    private IdentityFile(IOmniStore store, string folder, OmniChannelRuntime runtime, int customers)
    {
        this.store = store;
        this.folder = folder;
        Identities = runtime.Identities;
        Customers = customers;
    }

    public Identities Identities { get; }

    public int Customers { get; }

    public long Bytes => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);

    public static Identifier Mark(int customer, int kind) => kind switch
    {
        0 => Identifier.AuthenticatedId($"user-{customer:D8}"),
        1 => Identifier.VerifiedEmail($"customer.{customer:D8}@example.com"),
        _ => Identifier.Device($"device-{customer * 2654435761L % 4294967296L:X8}-{customer:D8}"),
    };

    public static CustomerId Name(int customer) => new($"c-{customer:D8}");

    public static async Task<IdentityFile> FillAsync(int customers)
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-identity-").FullName;
        var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = Path.Combine(folder, "people.db"), Synchronous = SqliteSynchronous.Normal });
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Options = { Dispatch = DispatchMode.None, TimeZone = "Europe/Berlin" } });
        await runtime.StartAsync();
        var reader = new IdentifierReader(new IdentityRules());
        for (var first = 0; first < customers; first += Batch)
        {
            await FillAsync(store, reader, [.. Enumerable.Range(first, Math.Min(Batch, customers - first))]);
        }

        return new IdentityFile(store, folder, runtime, customers);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(IOmniStore store, IdentifierReader reader, int[] customers)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var work = await store.BeginAsync(TenantId.Default, [.. customers.Select(customer => PartitionKey.Of(Name(customer)))], null, default);
        foreach (var customer in customers)
        {
            var partition = PartitionKey.Of(Name(customer));
            KnownIdentifier[] marks = [.. Enumerable.Range(0, 3).Select(kind => reader.Read(Mark(customer, kind))!.Value)];
            var state = CustomerState.Unknown(Name(customer)) with { IsKnown = true, Profile = new CustomerProfile { Id = Name(customer), Name = "Anna", Country = "DE", ContactPoints = [ContactPoint.Email($"customer.{customer:D8}@example.com")] } };
            await work.PutAsync(partition, "state", 0, StoredJson.Write(state, StoredJson.Default.CustomerState), default);
            await work.PutAsync(partition, IdentityMember.AddressOf(Name(customer)).Key, 0, StoredJson.Write(IdentityRecord.Of(Name(customer)) with { CreatedAt = now, Identifiers = marks }, StoredJson.Default.IdentityRecord), default);
            foreach (var mark in marks)
            {
                await work.AddLookupAsync(new LookupRow { Kind = LookupKind.Identifier, Key = mark.ToString(), Partition = partition, Body = default }, now, default);
            }
        }

        await work.CommitAsync(default);
    }
}
