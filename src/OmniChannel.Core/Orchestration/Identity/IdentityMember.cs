using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>One customer of those whom a decision concerns, as read: its state, which says who it is one person with, and its record of identity, from which that follows.</summary>
internal sealed class IdentityMember
{
    /// <summary>The source of the timeline's entries: the log by which people are known.</summary>
    public const string Source = "omnichannel/identity";

    private const string RecordKey = "person";

    private readonly CustomerState state;
    private readonly long stateVersion;
    private readonly long recordVersion;

    private IdentityMember(IdentityRecord record, long recordVersion, CustomerState state, long stateVersion)
    {
        Record = record;
        this.recordVersion = recordVersion;
        this.state = state;
        this.stateVersion = stateVersion;
    }

    public CustomerId Customer => Record.Customer;

    public IdentityRecord Record { get; }

    /// <summary>Everybody who is the same person, this customer included.</summary>
    public IReadOnlyList<CustomerId> Person => state.Person?.Members ?? [Customer];

    public CustomerState State => state;

    public static StateAddress AddressOf(CustomerId customer) => new(PartitionKey.Of(customer), RecordKey);

    /// <summary>A value that says nothing is on its event already; it would only fill the timeline.</summary>
    public static bool IsWritten(IdentityDecision decision) => decision.Kind != IdentityDecisionKind.Blocked;

    public static IdentityMember Of(CustomerId customer, StateRow? state, StateRow? record) => new(
        record is null ? IdentityRecord.Of(customer) : StoredJson.Read(record.Body, StoredJson.Default.IdentityRecord),
        record?.Version ?? 0,
        CustomerUnit.StateOf(customer, state),
        state?.Version ?? 0);

    /// <summary>Writes the record and the membership, where the decisions changed them.</summary>
    public async ValueTask WriteAsync(Instance instance, IUnitOfWork work, IdentityGraph graph, CancellationToken cancellationToken)
    {
        var after = graph.RecordOf(Customer);
        if (!ReferenceEquals(after, Record) && after != Record)
        {
            await work.PutAsync(PartitionKey.Of(Customer), RecordKey, recordVersion, StoredJson.Write(after, StoredJson.Default.IdentityRecord), cancellationToken).ConfigureAwait(false);
        }

        var person = MembershipIn(graph);
        if (person?.Survivor != state.Person?.Survivor || !(person?.Members ?? []).SequenceEqual(state.Person?.Members ?? []))
        {
            var address = CustomerUnit.AddressOf(Customer);
            await work.PutAsync(address.Partition, address.Key, stateVersion, StoredJson.Write(state with { Person = person }, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
            await SegmentBook.SoonAsync(instance, work, address.Partition, cancellationToken).ConfigureAwait(false);
        }
    }

    private PersonMembership? MembershipIn(IdentityGraph graph)
    {
        var person = graph.PersonOf(Customer);
        return person.Links == 0 ? null : new PersonMembership
        {
            Survivor = person.Survivor,
            Members = [.. person.Members.Select(member => member.Customer).OrderBy(member => member.Value, StringComparer.Ordinal)],
        };
    }
}
