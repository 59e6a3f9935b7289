using System.Collections.Concurrent;

namespace OmniChannel;

/// <summary>Remembers the offsets of zones around the present, so that a decision does not ask the system's time-zone database each time. For many threads.</summary>
/// <param name="around">How much more is read than is asked for, on both sides.</param>
internal sealed class ZoneBook(TimeSpan around)
{
    /// <summary>Names come from profiles: nobody fills the memory with spellings.</summary>
    private const int Most = 2000;

    private readonly ConcurrentDictionary<string, ZoneOffsets> _zones = new(StringComparer.Ordinal);

    /// <summary>The offsets within [from, until) at least; null for a name that is none.</summary>
    public ZoneOffsets? Find(string zone, DateTimeOffset from, DateTimeOffset until)
    {
        if (_zones.TryGetValue(zone, out var known) && known.Range.From <= from && until <= known.Range.Until)
        {
            return known;
        }

        if (ZoneOffsets.Of(zone, from - around, until + around).Offsets is not { } read)
        {
            return null;
        }

        if (_zones.Count >= Most)
        {
            _zones.Clear();
        }

        return _zones[zone] = read;
    }
}
