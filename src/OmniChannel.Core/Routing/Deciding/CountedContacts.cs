namespace OmniChannel;

/// <summary>What was sent to a customer and reserved, the oldest first, with its place in a roster. Immutable.</summary>
internal sealed class CountedContacts
{
    private readonly Contact[] _contacts;
    private readonly long[] _at;
    private readonly ulong[] _channels;

    public CountedContacts(ChannelRoster roster, IReadOnlyList<Contact> contacts)
    {
        _contacts = [.. contacts];
        Array.Sort(_contacts, SnapshotBuilder.Older);
        _at = Array.ConvertAll(_contacts, contact => contact.At.UtcTicks);
        _channels = Array.ConvertAll(_contacts, contact => roster.Of(contact.Channel));
    }

    public int Count => _contacts.Length;

    /// <summary>When those were sent that a cap counts, in ticks, ascending.</summary>
    /// <param name="cap">The cap.</param>
    /// <param name="excluding">A delivery that does not count; null for none.</param>
    /// <param name="channel">The one channel that is counted; −1 for all of the cap's.</param>
    /// <param name="address">The one address that is counted, with a channel.</param>
    /// <param name="into">Room for <see cref="Count"/>.</param>
    /// <returns>How many there are.</returns>
    public int Gather(RosterCap cap, DeliveryId? excluding, int channel, string? address, Span<long> into)
    {
        var count = 0;
        for (var i = 0; i < _contacts.Length; i++)
        {
            var contact = _contacts[i];
            if (cap.Counts(contact, _channels[i])
                && (channel < 0 || (_channels[i] == 1UL << channel && contact.Address == (address ?? "")))
                && contact.Delivery != excluding)
            {
                into[count++] = _at[i];
            }
        }

        return count;
    }

    /// <summary>How many that are not transactional were sent within (now − length, now].</summary>
    public long SentWithin(long now, TimeSpan length, DeliveryId? excluding)
    {
        var count = 0L;
        for (var i = 0; i < _contacts.Length; i++)
        {
            count += _at[i] > now - length.Ticks && _at[i] <= now && _contacts[i].Purpose != Purpose.Transactional && _contacts[i].Delivery != excluding ? 1 : 0;
        }

        return count;
    }
}
