using System.Data.Common;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// Caps per address, which hold for all who share it: a family's mailbox, a telephone of two. Where the policy has such a cap, a unit that decides names the address's partition beside the person's, reads what went
/// there for others, and counts its own message there in the same transaction as the person's reservation; the row of the outbox remembers where, so that whatever gives the reservation back gives this back too.
/// Policies without such a cap pay nothing.
/// </summary>
internal static class AddressCaps
{
    /// <summary>The addresses that a person's messages would go to and be counted at: of each channel the first that can be used.</summary>
    /// <param name="instance">Whose policy.</param>
    /// <param name="person">The person, with all that shuts its addresses.</param>
    /// <param name="channels">The channels that may be chosen.</param>
    /// <param name="purpose">Of which messages; null for any.</param>
    /// <param name="of">A delivery on the one channel: it keeps the address that it was rendered for, and goes to no device twice; null for what is no delivery yet.</param>
    public static IReadOnlyList<CountedAddress> Of(Instance instance, CustomerState person, IReadOnlyList<ChannelDefinition> channels, Purpose? purpose, OutboxContent? of = null)
    {
        List<CountedAddress>? counted = null;
        foreach (var definition in channels)
        {
            var channel = definition.Channel;
            if (AreCounted(instance.Policies.Current, channel, purpose) && AddressOn(instance, person, channel, of) is { } address)
            {
                (counted ??= []).Add(new CountedAddress { Channel = channel, Address = address, Partition = SuppressionBook.PartitionOf(channel, address) });
            }
        }

        return counted ?? (IReadOnlyList<CountedAddress>)[];
    }

    /// <summary>Whether a cap per address counts messages of a purpose, or of any, on a channel.</summary>
    public static bool AreCounted(Policy policy, Channel channel, Purpose? purpose)
    {
        foreach (var cap in policy.Caps)
        {
            if (cap.Per == CapScope.ContactPoint && (purpose is { } of ? cap.Counts(channel, of) : cap.Channels.Count == 0 || cap.Channels.Contains(channel)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens a unit over a person, and over the addresses at which what it decides is counted.</summary>
    /// <returns>The unit, and the circumstances with what went to those addresses for others, as the unit sees it.</returns>
    public static async ValueTask<(CustomerUnit Unit, Circumstances Around)> OpenPersonAsync(
        Instance instance, CustomerId customer, IReadOnlyCollection<PartitionKey> others, UnitNeeds? needs, Circumstances around, Purpose purpose, OutboxContent? of, DbTransaction? joined, CancellationToken cancellationToken)
    {
        // Which addresses those are is known for certain once the person is read within a unit; nearly always they are those that were seen before.
        for (var tried = 0; tried < 3; tried++)
        {
            var unit = await CustomerUnit.OpenPersonAsync(instance, customer, [.. others, .. around.Counted.Select(one => one.Partition)], needs, around.Seen, joined, cancellationToken).ConfigureAwait(false);
            try
            {
                if (await WithinAsync(instance, unit, around, purpose, of, cancellationToken).ConfigureAwait(false) is { } within)
                {
                    return (unit, within);
                }
            }
            catch
            {
                await unit.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            around = around with { Counted = Of(instance, around.Of(unit.Person), around.Channels, purpose, of) };
            await unit.DisposeAsync().ConfigureAwait(false);
        }

        throw new StoreConflictException("The addresses that the customer is written to changed between two looks.");
    }

    /// <summary>What went to the addresses for others, seen from within a unit.</summary>
    /// <returns>Null when the unit does not name all of the addresses.</returns>
    public static async ValueTask<Circumstances?> WithinAsync(Instance instance, CustomerUnit unit, Circumstances around, Purpose purpose, OutboxContent? of, CancellationToken cancellationToken)
    {
        var counted = Of(instance, around.Of(unit.Person), around.Channels, purpose, of);
        if (counted.Count == 0)
        {
            return around.Counted.Count == 0 ? around : around with { Counted = [], Others = [] };
        }

        if (!counted.All(around.Counted.Contains))
        {
            return null;
        }

        var others = new List<Contact>();
        foreach (var one in counted)
        {
            others.AddRange(OthersAt(one, await unit.Work.GetAsync(one.Partition, AddressContacts.Key, cancellationToken).ConfigureAwait(false), unit.Person));
        }

        return around with { Counted = counted, Others = others };
    }

    /// <summary>What went to an address beside what the person's own state says went there.</summary>
    public static IEnumerable<Contact> OthersAt(CountedAddress at, StateRow? row, CustomerState person) => AddressContacts.Read(row)
        .Where(contact => !person.Contacts.Any(own => own.Delivery == contact.Delivery && own.Channel == at.Channel && own.Address == at.Address))
        .Select(contact => new Contact { Delivery = contact.Delivery, Channel = at.Channel, Purpose = contact.Purpose, At = contact.At, Address = at.Address, IsAddressOnly = true });

    /// <summary>The person as one delivery sees it: the address that it goes to comes first, so that it is the one that is judged.</summary>
    public static CustomerState Aimed(CustomerState person, IReadOnlyList<CountedAddress> counted, AccountDirectory accounts)
    {
        if (counted is not [var to])
        {
            return person;
        }

        bool IsIt(ContactPoint point) => point.Channel == to.Channel && accounts.Check(point).Normalized == to.Address;
        return person with { Profile = person.Profile with { ContactPoints = [.. person.Profile.ContactPoints.OrderBy(point => IsIt(point) ? 0 : 1)] } };
    }

    /// <summary>Counts a delivery at its address as its reservation says, and no more at another one that it certainly did not reach.</summary>
    /// <param name="work">A unit that names <paramref name="counted"/>, and where the delivery is counted so far.</param>
    /// <param name="content">The delivery.</param>
    /// <param name="contact">Its reservation.</param>
    /// <param name="counted">The addresses that are counted.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The delivery, which says where it is counted.</returns>
    public static async ValueTask<OutboxContent> CountAsync(IUnitOfWork work, OutboxContent content, Contact contact, IReadOnlyList<CountedAddress> counted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (counted.Count == 0 && content.CountedAt is null)
        {
            return content;
        }

        var hash = SuppressionBook.HashOf(contact.Channel, contact.Address);
        var to = hash == content.CountedAt || counted.Any(one => one.Channel == contact.Channel && one.Address == contact.Address) ? hash : null;
        if (content.CountedAt is { } before && before != to)
        {
            if (content.MayBeSent)
            {
                return content;
            }

            await AddressContacts.RemoveAsync(work, PartitionOf(before), contact.Delivery, cancellationToken).ConfigureAwait(false);
        }

        if (to is not null)
        {
            await AddressContacts.PutAsync(work, PartitionOf(to), new AddressContact { Delivery = contact.Delivery, Purpose = contact.Purpose, At = contact.At }, now, cancellationToken).ConfigureAwait(false);
        }

        return content with { CountedAt = to };
    }

    /// <summary>Counts a delivery that reached nobody no more.</summary>
    /// <exception cref="StoreConflictException">It was moved to another address since the unit's partitions were chosen.</exception>
    public static async ValueTask ForgetAsync(CustomerUnit unit, QueuedDelivery queued, CancellationToken cancellationToken)
    {
        if (queued.Content.CountedAt is { } hash)
        {
            var at = PartitionOf(hash);
            unit.Require(at);
            await AddressContacts.RemoveAsync(unit.Work, at, queued.Delivery, cancellationToken).ConfigureAwait(false);
        }
    }

    public static PartitionKey PartitionOf(string hash) => new(PartitionKind.Address, hash);

    private static string? AddressOn(Instance instance, CustomerState person, Channel channel, OutboxContent? of) =>
        of?.Frozen is { Address: { Length: > 0 } frozen } && ContactAddresses.CanUse(person, channel, frozen, instance.Accounts)
            ? frozen
            : ContactAddresses.Left(person, channel, of?.Been, instance.Accounts).FirstOrDefault();
}
