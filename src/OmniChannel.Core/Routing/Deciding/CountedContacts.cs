namespace OmniChannel;

/// <summary>What was sent to a customer and reserved, the oldest first, with its place in a roster. Immutable.</summary>
internal sealed class CountedContacts
{
    private readonly Contact[] _contacts;
    private readonly long[] _at;
    private readonly ulong[] _channels;
    private readonly Contact[] _spoken;
    private readonly long[] _spokenAt;

    public CountedContacts(ChannelRoster roster, IReadOnlyList<Contact> contacts)
    {
        _contacts = [.. contacts];
        Array.Sort(_contacts, SnapshotBuilder.Older);
        _at = Array.ConvertAll(_contacts, contact => contact.At.UtcTicks);
        _channels = Array.ConvertAll(_contacts, contact => roster.Of(contact.Channel));
        _spoken = Array.FindAll(_contacts, contact => contact.IsAddressOnly != true && contact.Purpose != Purpose.Transactional);
        _spokenAt = _spoken.Length == _contacts.Length ? _at : Array.ConvertAll(_spoken, contact => contact.At.UtcTicks);
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
                && (channel < 0 ? contact.IsAddressOnly != true : (_channels[i] == 1UL << channel && contact.Address == (address ?? "")))
                && contact.Delivery != excluding)
            {
                into[count++] = _at[i];
            }
        }

        return count;
    }

    /// <summary>How many that are not transactional were sent within (now − length, now], in ticks.</summary>
    public long SentWithin(long now, long length, DeliveryId? excluding)
    {
        var count = 0;
        for (var i = _spoken.Length - 1; i >= 0 && _spokenAt[i] > now - length; i--)
        {
            count += _spokenAt[i] <= now && (excluding is null || _spoken[i].Delivery != excluding) ? 1 : 0;
        }

        return count;
    }
}
