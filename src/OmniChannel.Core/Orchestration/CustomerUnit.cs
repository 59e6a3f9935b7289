using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A unit of work over one customer: the state is read when it opens and written, if it moved, when it commits.</summary>
internal sealed class CustomerUnit : IAsyncDisposable
{
    private const string StateKey = "state";

    private readonly CustomerState loaded;
    private readonly long version;

    private CustomerUnit(IUnitOfWork work, PartitionKey partition, CustomerState state, long version)
    {
        Work = work;
        Partition = partition;
        State = loaded = state;
        this.version = version;
    }

    public IUnitOfWork Work { get; }

    public PartitionKey Partition { get; }

    /// <summary>The customer as this unit knows it; what is assigned is written by the commit.</summary>
    public CustomerState State { get; set; }

    public static async ValueTask<CustomerUnit> OpenAsync(Instance instance, CustomerId customer, IEnumerable<PartitionKey> others, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        var work = await instance.Store.BeginAsync(instance.Tenant, [partition, .. others], joined, cancellationToken).ConfigureAwait(false);
        try
        {
            var row = await work.GetAsync(partition, StateKey, cancellationToken).ConfigureAwait(false);
            return new CustomerUnit(work, partition, StateOf(customer, row), row?.Version ?? 0);
        }
        catch
        {
            await work.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The customer's committed state, without a unit.</summary>
    public static async ValueTask<CustomerState> ReadAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken) =>
        StateOf(customer, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), StateKey, cancellationToken).ConfigureAwait(false));

    /// <summary>Adds to the customer's timeline.</summary>
    /// <returns>False when it is there already.</returns>
    public async ValueTask<bool> AppendAsync(string source, string id, string type, DateTimeOffset at, DateTimeOffset recordedAt, TimelineBody body, CancellationToken cancellationToken)
    {
        var entry = new NewEvent { Source = source, Id = id, Type = type, At = at, RecordedAt = recordedAt, Body = StoredJson.Write(body, StoredJson.Default.TimelineBody) };
        return await Work.AppendAsync(Partition, entry, cancellationToken).ConfigureAwait(false) != 0;
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(State, loaded))
        {
            await Work.PutAsync(Partition, StateKey, version, StoredJson.Write(State, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
        }

        await Work.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => Work.DisposeAsync();

    private static CustomerState StateOf(CustomerId customer, StateRow? row) =>
        row is null ? CustomerState.Unknown(customer) : StoredJson.Read(row.Body, StoredJson.Default.CustomerState);
}
