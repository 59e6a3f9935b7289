using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What the store knows beside a person of some channels: where it is to be looked for, and what is made of what was found.</summary>
internal sealed class Surroundings
{
    private readonly Instance instance;
    private readonly Purpose? purpose;
    private readonly IReadOnlyList<ChannelDefinition> channels;
    private readonly CustomerState person;
    private readonly OutboxContent? delivery;
    private readonly IReadOnlyList<(ContactPoint Point, PartitionKey Partition)> points;
    private readonly PartitionKey[] counting;
    private readonly List<IChannelAdapter> accounts;

    /// <param name="instance">Whose.</param>
    /// <param name="purpose">Of what is to be decided; null for any.</param>
    /// <param name="channels">On which.</param>
    /// <param name="person">For whom.</param>
    /// <param name="delivery">What is to be sent; null for what is no delivery yet.</param>
    public Surroundings(Instance instance, Purpose? purpose, IReadOnlyList<ChannelDefinition> channels, CustomerState person, OutboxContent? delivery = null)
    {
        (this.instance, this.purpose, this.channels, this.person, this.delivery) = (instance, purpose, channels, person, delivery);
        accounts = [.. channels.SelectMany(definition => instance.Accounts.For(definition.Channel, purpose))];
        points = SuppressionBook.AddressesOf(instance, person, channels);
        counting = [.. points.Where(one => AddressCaps.AreCounted(instance.Policies.Current, one.Point.Channel, purpose)).Select(one => one.Partition)];
    }

    /// <summary>The rows to look at, the figures of all channels first.</summary>
    public IEnumerable<StateAddress> Addresses =>
        [EvidenceBook.Address, .. AccountPauses.AddressesOf(accounts), .. points.Select(point => new StateAddress(point.Partition, SuppressionBook.Key)), .. counting.Select(one => new StateAddress(one, AddressContacts.Key))];

    /// <summary>What is known by these rows, in the order of <see cref="Addresses"/>. What the host has to be asked for is left open.</summary>
    public Circumstances Of(EvidenceState evidence, IReadOnlyList<StateRow?> rows)
    {
        var known = points.Zip(rows.Skip(1 + accounts.Count), (one, row) => (one.Point, Row: SuppressionBook.Read(row))).ToList();
        var shut = known.Select(one => SuppressionBook.ForAll(one.Point, one.Row, SendersOn(one.Point.Channel))).OfType<Suppression>().ToList();
        var against = accounts.Exists(account => OptOutScopes.Of(account) is not null) ? UsedOf(known, shut) : [];
        var around = new Circumstances
        {
            Channels = channels,
            Accounts = accounts.Zip(rows.Skip(1)).Where(one => !SuppressionBook.IsStopped(against.GetValueOrDefault(one.First.Channel), OptOutScopes.Of(one.First))).ToLookup(one => one.First.Channel, one => HealthOf(one.First, one.Second)),
            Evidence = evidence,
            Suppressed = shut,
            AgentsFree = 0,
        };
        return WithCounted(around, rows);
    }

    /// <summary>What went to the person's addresses for others, as it is committed: a unit that decides looks again.</summary>
    private Circumstances WithCounted(Circumstances around, IReadOnlyList<StateRow?> rows)
    {
        if (counting.Length == 0)
        {
            return around;
        }

        var counted = AddressCaps.Of(instance, around.Of(person), channels, purpose, delivery);
        var first = 1 + accounts.Count + points.Count;
        return around with { Counted = counted, Others = [.. counted.SelectMany(one => AddressCaps.OthersAt(one, Array.IndexOf(counting, one.Partition) is >= 0 and var i ? rows[first + i] : null, person))] };
    }

    /// <summary>What is known against the address that each channel would use, by the rule of <see cref="SnapshotBuilder"/>: the first that is not shut.</summary>
    private Dictionary<Channel, SuppressionRow?> UsedOf(List<(ContactPoint Point, SuppressionRow? Row)> known, List<Suppression> shut) =>
        known.Where(one => !shut.Concat(person.Suppressions).Any(held => held.Channel == one.Point.Channel && held.Address == one.Point.Address))
            .GroupBy(one => one.Point.Channel, one => one.Row).ToDictionary(group => group.Key, group => group.First());

    private string?[] SendersOn(Channel channel) => [.. accounts.Where(account => account.Channel == channel).Select(OptOutScopes.Of)];

    /// <summary>An account is paused by a fault of its own, for all nodes, or rests here because its calls keep failing: whichever lasts longer.</summary>
    private AccountHealth HealthOf(IChannelAdapter account, StateRow? row)
    {
        var health = AccountPauses.Health(account, row);
        return instance.Breakers.RestsUntil(account.Channel, account.Account) is { } rests && !(health.PausedUntil > rests) ? health with { PausedUntil = rests } : health;
    }
}
