using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What the store knows beside a person of some channels: where it is to be looked for, and what is made of what was found.</summary>
internal sealed class Surroundings
{
    private readonly Instance instance;
    private readonly ChannelAccounts on;
    private readonly CustomerState person;
    private readonly OutboxContent? delivery;
    private readonly IReadOnlyList<(ContactPoint Point, PartitionKey Partition)> points;
    private readonly PartitionKey[] counting;

    /// <param name="instance">Whose.</param>
    /// <param name="on">The channels and their accounts.</param>
    /// <param name="person">For whom.</param>
    /// <param name="delivery">What is to be sent; null for what is no delivery yet.</param>
    public Surroundings(Instance instance, ChannelAccounts on, CustomerState person, OutboxContent? delivery = null)
    {
        (this.instance, this.on, this.person, this.delivery) = (instance, on, person, delivery);
        points = SuppressionBook.AddressesOf(instance, person, on);
        counting = on.Channels.Any(definition => AddressCaps.AreCounted(instance.Policies.Current, definition.Channel, on.Purpose))
            ? [.. points.Where(one => AddressCaps.AreCounted(instance.Policies.Current, one.Point.Channel, on.Purpose)).Select(one => one.Partition)]
            : [];
    }

    /// <summary>Looks in one look at all that is known beside one person.</summary>
    public static async ValueTask<Circumstances> LookAsync(Instance instance, Purpose? purpose, IReadOnlyList<ChannelDefinition> channels, CustomerState person, CancellationToken cancellationToken)
    {
        var on = new ChannelAccounts(instance, purpose, channels);
        var surroundings = new Surroundings(instance, on, person);
        List<StateAddress> wanted = [EvidenceBook.Address, .. on.Pauses];
        surroundings.AddTo(wanted);
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, wanted, cancellationToken).ConfigureAwait(false);
        on.Read(rows, 1);
        return surroundings.Of(EvidenceBook.Read(rows[0]), rows, 1 + on.Pauses.Length);
    }

    /// <summary>Adds the rows to look at: what is known against the person's addresses, and what went to them.</summary>
    public void AddTo(List<StateAddress> addresses)
    {
        foreach (var (_, partition) in points)
        {
            addresses.Add(new StateAddress(partition, SuppressionBook.Key));
        }

        foreach (var partition in counting)
        {
            addresses.Add(new StateAddress(partition, AddressContacts.Key));
        }
    }

    /// <summary>What is known by the rows of <see cref="AddTo"/>, which begin at a place, once it is known how the accounts stand. What the host has to be asked for is left open.</summary>
    public Circumstances Of(EvidenceState evidence, IReadOnlyList<StateRow?> rows, int first)
    {
        var (shut, accounts) = IsNothingKnown(rows, first) ? ([], on.Standing) : Known(rows, first);
        var around = new Circumstances { Channels = on.Channels, Accounts = accounts, Evidence = evidence, Suppressed = shut, AgentsFree = 0 };
        return counting.Length == 0 ? around : WithCounted(around, rows, first + points.Count);
    }

    /// <summary>What was known against the person's addresses, by the versions of its rows; 0 for none.</summary>
    public SeenVersion[] Against(IReadOnlyList<StateRow?> rows, int first)
    {
        var against = new SeenVersion[points.Count];
        for (var i = 0; i < against.Length; i++)
        {
            against[i] = new SeenVersion(new StateAddress(points[i].Partition, SuppressionBook.Key), rows[first + i]?.Version ?? 0);
        }

        return against;
    }

    /// <summary>Nearly always.</summary>
    private bool IsNothingKnown(IReadOnlyList<StateRow?> rows, int first)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (rows[first + i] is not null)
            {
                return false;
            }
        }

        return true;
    }

    private (IReadOnlyList<Suppression> Shut, ILookup<Channel, AccountHealth> Accounts) Known(IReadOnlyList<StateRow?> rows, int first)
    {
        var known = points.Select((one, i) => (one.Point, Row: SuppressionBook.Read(rows[first + i]))).ToList();
        var shut = known.Select(one => SuppressionBook.ForAll(one.Point, one.Row, on.SendersOn(one.Point.Channel))).OfType<Suppression>().ToList();
        return (shut, on.HasSenders ? on.Except(UsedOf(known, shut)) : on.Standing);
    }

    /// <summary>What went to the person's addresses for others, as it is committed: a unit that decides looks again.</summary>
    private Circumstances WithCounted(Circumstances around, IReadOnlyList<StateRow?> rows, int first)
    {
        var counted = AddressCaps.Of(instance, around.Of(person), on.Channels, on.Purpose, delivery);
        return around with { Counted = counted, Others = [.. counted.SelectMany(one => AddressCaps.OthersAt(one, Array.IndexOf(counting, one.Partition) is >= 0 and var i ? rows[first + i] : null, person))] };
    }

    /// <summary>What is known against the address that each channel would use, by the rule of <see cref="SnapshotBuilder"/>: the first that is not shut.</summary>
    private Dictionary<Channel, SuppressionRow?> UsedOf(List<(ContactPoint Point, SuppressionRow? Row)> known, List<Suppression> shut) =>
        known.Where(one => !shut.Concat(person.Suppressions).Any(held => held.Channel == one.Point.Channel && held.Address == one.Point.Address))
            .GroupBy(one => one.Point.Channel, one => one.Row).ToDictionary(group => group.Key, group => group.First());
}
