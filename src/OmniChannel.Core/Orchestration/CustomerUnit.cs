using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A unit of work over one customer: the state is read when it opens and written, if it moved, when it commits.</summary>
internal sealed class CustomerUnit : IAsyncDisposable
{
    public const string StateKey = "state";

    private readonly Instance instance;
    private readonly CustomerState loaded;
    private readonly IReadOnlyList<CustomerState> others;
    private readonly bool isShared;
    private CustomerState state;
    private CustomerState? person;
    private List<Action>? afterwards;
    private bool isNews;

    private CustomerUnit(Instance instance, IUnitOfWork work, PartitionKey partition, CustomerState state, long version, IReadOnlyList<CustomerState> others, bool isShared)
    {
        this.isShared = isShared;
        this.instance = instance;
        Work = work;
        Partition = partition;
        this.state = loaded = state;
        Version = version;
        this.others = others;
    }

    public IUnitOfWork Work { get; }

    /// <summary>What the unit names beside customers; null where others share it.</summary>
    public IReadOnlyCollection<PartitionKey>? Others { get; private init; }

    /// <summary>The version of the stored state: as read, and after the commit as written.</summary>
    public long Version { get; private set; }

    public PartitionKey Partition { get; }

    /// <summary>The customer as the unit leaves it once its commit stands.</summary>
    public SeenCustomer Seen => new() { Version = Version, State = state };

    /// <summary>The customer as this unit knows it; what is assigned is written by the commit.</summary>
    public CustomerState State
    {
        get => state;
        set => (state, person) = (value, null);
    }

    /// <summary>The person that the customer is, together with those it is linked to, where the unit was opened for the person: what decisions read. What they lead to is written to the customer.</summary>
    public CustomerState Person => person ??= others.Count == 0 ? state : PersonView.Of([state, .. others], state.Person!.Survivor);

    /// <summary>Opens a unit over one customer, for what concerns nobody else.</summary>
    public static ValueTask<CustomerUnit> OpenAsync(Instance instance, CustomerId customer, IEnumerable<PartitionKey> others, DbTransaction? joined, CancellationToken cancellationToken) =>
        OpenAsync(instance, customer, [], others, null, null, joined, cancellationToken);

    /// <summary>Opens a unit over a customer and everybody who is the same person, so that what is reserved holds for all of them.</summary>
    public static ValueTask<CustomerUnit> OpenPersonAsync(Instance instance, CustomerId customer, IReadOnlyCollection<PartitionKey> others, DbTransaction? joined, CancellationToken cancellationToken) =>
        OpenPersonAsync(instance, customer, others, null, null, joined, cancellationToken);

    /// <summary>Opens it, and reads beforehand what it will ask for beside the states of the person; the customer, if it was seen before and is still the same, is not read from its JSON again.</summary>
    public static async ValueTask<CustomerUnit> OpenPersonAsync(Instance instance, CustomerId customer, IReadOnlyCollection<PartitionKey> others, UnitNeeds? needs, SeenCustomer? seen, DbTransaction? joined, CancellationToken cancellationToken)
    {
        // Who the customer is one person with is known once the customer is read; nearly always it is nobody else.
        IReadOnlyList<CustomerId> members = seen?.State.Person?.Members ?? [customer];
        for (var tried = 0; tried < 3; tried++)
        {
            var unit = await OpenAsync(instance, customer, members, others, needs, seen, joined, cancellationToken).ConfigureAwait(false);
            if (unit.State.Person is not { } person || person.Members.All(members.Contains))
            {
                return unit;
            }

            await unit.DisposeAsync().ConfigureAwait(false);
            members = person.Members;
        }

        throw new StoreConflictException("Whom the customer is one person with changed between two looks.");
    }

    /// <summary>A customer within a unit that others share: what it commits waits for the commit of whoever opened that unit.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="work">The open unit.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="named">The partitions that the unit names, where the whole person is wanted; null for the customer alone.</param>
    /// <param name="seen">The customer as it was seen before, if it was.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns>Null when the unit does not name everybody who is the same person.</returns>
    public static async ValueTask<CustomerUnit?> WithinAsync(Instance instance, IUnitOfWork work, CustomerId customer, IReadOnlySet<PartitionKey>? named, SeenCustomer? seen, CancellationToken cancellationToken)
    {
        var unit = await LoadAsync(instance, work, customer, named is null ? null : member => named.Contains(PartitionKey.Of(member)), null, seen, cancellationToken).ConfigureAwait(false);
        return named is null || unit.State.Person is not { } person || person.Members.All(member => named.Contains(PartitionKey.Of(member))) ? unit : null;
    }

    /// <summary>Opens a unit over a customer who changes: over the whole person where live segments are asked of it, so that what it enters and leaves is written with the cause.</summary>
    public static ValueTask<CustomerUnit> OpenForChangeAsync(Instance instance, CustomerId customer, IReadOnlyCollection<PartitionKey> others, DbTransaction? joined, CancellationToken cancellationToken) =>
        instance.Segments.IsAny ? OpenPersonAsync(instance, customer, others, joined, cancellationToken) : OpenAsync(instance, customer, others, joined, cancellationToken);

    /// <summary>The customer's committed state, without a unit.</summary>
    public static async ValueTask<CustomerState> ReadAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken) =>
        StateOf(customer, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), StateKey, cancellationToken).ConfigureAwait(false));

    /// <summary>The customer's committed state and its version, without a unit; null where nothing is stored of it.</summary>
    public static async ValueTask<SeenCustomer?> SeeAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken) =>
        await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), StateKey, cancellationToken).ConfigureAwait(false) is { } row ? new SeenCustomer { Version = row.Version, State = StateOf(customer, row) } : null;

    /// <summary>The committed state of the person that a customer is, without a unit.</summary>
    public static async ValueTask<CustomerState> ReadPersonAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken) =>
        await ReadPersonAsync(instance, await ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The committed state of the person that a customer is whose own was read.</summary>
    public static async ValueTask<CustomerState> ReadPersonAsync(Instance instance, CustomerState state, CancellationToken cancellationToken)
    {
        if (state.Person is not { } person)
        {
            return state;
        }

        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [.. person.Members.Select(AddressOf)], cancellationToken).ConfigureAwait(false);
        return PersonView.Of(person.Members.Zip(rows, StateOf), person.Survivor);
    }

    public static StateAddress AddressOf(CustomerId customer) => new(PartitionKey.Of(customer), StateKey);

    public static CustomerState StateOf(CustomerId customer, StateRow? row) =>
        row is null ? CustomerState.Unknown(customer) : StoredJson.ReadCustomer(row.Body);

    /// <summary>For units that begin something of a customer without reading the customer.</summary>
    /// <exception cref="CustomerErasedException">The customer was erased: nothing of it comes back by itself.</exception>
    public static async ValueTask RefuseErasedAsync(IUnitOfWork work, PartitionKey partition, CancellationToken cancellationToken)
    {
        var customer = new CustomerId(partition.Key);
        if (await work.GetAsync(partition, StateKey, cancellationToken).ConfigureAwait(false) is { } row && StateOf(customer, row).ErasedAt is not null)
        {
            throw new CustomerErasedException(customer);
        }
    }

    /// <summary>Adds to the customer's timeline.</summary>
    /// <returns>False when it is there already.</returns>
    public async ValueTask<bool> AppendAsync(string source, string id, string type, DateTimeOffset at, DateTimeOffset recordedAt, TimelineBody body, CancellationToken cancellationToken)
    {
        var entry = new NewEvent { Source = source, Id = id, Type = type, At = at, RecordedAt = recordedAt, Body = StoredJson.Write(body, StoredJson.Default.TimelineBody) };
        var isNew = await Work.AppendAsync(Partition, entry, cancellationToken).ConfigureAwait(false) != 0;
        isNews |= isNew && FeedEvents.Concerns(type);
        return isNew;
    }

    /// <exception cref="CustomerErasedException">The customer was erased: nothing is kept of it any more. Whoever has an answer for that looks at <see cref="State"/> first.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (State.ErasedAt is not null)
        {
            throw new CustomerErasedException(State.Profile.Id);
        }

        if (!ReferenceEquals(State, loaded))
        {
            var isNew = Version == 0;
            Version = await Work.PutAsync(Partition, StateKey, Version, StoredJson.Write(State, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
            await SegmentBook.MoveAsync(instance, Work, isNew, loaded, State, others, cancellationToken).ConfigureAwait(false);
        }

        if (isNews)
        {
            await instance.Feeds.WakeAsync(instance, Work, Partition, cancellationToken).ConfigureAwait(false);
        }

        if (isNews)
        {
            Afterwards(() => instance.Feeds.Hint(instance));
        }

        if (!isShared)
        {
            await Work.CommitAsync(cancellationToken).ConfigureAwait(false);
            Tell();
        }
    }

    /// <summary>Makes sure that the unit names a partition, where which one it has to be may have changed since the partitions were chosen.</summary>
    /// <exception cref="StoreConflictException">It does not: they are to be chosen anew.</exception>
    public void Require(PartitionKey partition)
    {
        if (Others?.Contains(partition) == false)
        {
            throw new StoreConflictException($"What was seen of the customer changed between two looks: the unit does not name the {partition.Kind} that it needs.");
        }
    }

    /// <summary>Says something once the commit stands: in the log, to whoever waits.</summary>
    public void Afterwards(Action tell) => (afterwards ??= []).Add(tell);

    /// <summary>Says what there is to say: the commit stands. Called by whoever opened the unit that this one shares.</summary>
    public void Tell() => afterwards?.ForEach(static tell => tell());

    public ValueTask DisposeAsync() => isShared ? ValueTask.CompletedTask : Work.DisposeAsync();

    private static async ValueTask<CustomerUnit> OpenAsync(Instance instance, CustomerId customer, IReadOnlyList<CustomerId> members, IEnumerable<PartitionKey> others, UnitNeeds? needs, SeenCustomer? seen, DbTransaction? joined, CancellationToken cancellationToken)
    {
        needs = instance.Store.ReadsAhead ? WithPerson(needs ?? new UnitNeeds(), customer, members, seen) : null;
        var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionKey.Of(customer), .. members.Select(PartitionKey.Of), .. others], needs, joined, cancellationToken).ConfigureAwait(false);
        try
        {
            return await LoadAsync(instance, work, customer, members.Contains, [.. others], seen, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await work.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Of a customer that was seen nothing but the version is asked.</summary>
    private static UnitNeeds WithPerson(UnitNeeds needs, CustomerId customer, IReadOnlyList<CustomerId> members, SeenCustomer? seen)
    {
        var (own, linked) = (AddressOf(customer), members.Where(member => member != customer).Select(AddressOf));
        return seen is null ? needs with { States = [own, .. linked, .. needs.States] } : needs with { States = [.. linked, .. needs.States], StateVersions = [own, .. needs.StateVersions] };
    }

    private static async ValueTask<CustomerUnit> LoadAsync(Instance instance, IUnitOfWork work, CustomerId customer, Func<CustomerId, bool>? isNamed, IReadOnlyCollection<PartitionKey>? beside, SeenCustomer? seen, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        var isAsSeen = seen is not null && await work.GetVersionAsync(partition, StateKey, cancellationToken).ConfigureAwait(false) == seen.Version;
        var row = isAsSeen ? null : await work.GetAsync(partition, StateKey, cancellationToken).ConfigureAwait(false);
        var state = isAsSeen ? seen!.State : StateOf(customer, row);
        var linked = new List<CustomerState>();
        foreach (var member in state.Person is { } person && isNamed is not null ? person.Members.Where(member => member != customer && isNamed(member)) : [])
        {
            linked.Add(StateOf(member, await work.GetAsync(PartitionKey.Of(member), StateKey, cancellationToken).ConfigureAwait(false)));
        }

        return new CustomerUnit(instance, work, partition, state, isAsSeen ? seen!.Version : row?.Version ?? 0, linked, beside is null) { Others = beside };
    }
}
