using System.Buffers;
using System.Collections.Immutable;

namespace OmniChannel;

/// <summary>What a time zone's name means within a stretch of time: its offset from UTC at the start, and every change. With this in a snapshot, a decision needs no time-zone database to be repeated. Immutable.</summary>
internal sealed class ZoneOffsets
{
    /// <summary>No zone changed twice within a day: the two closest changes on record are four days apart (Freetown, 1939), and since 1970 seven. A test holds this against the database.</summary>
    private const long Step = 24 * 60 * 60;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    private ZoneOffsets(string zone, TimeRange range, ImmutableArray<ZoneOffset> changes)
    {
        Zone = zone;
        Range = range;
        Changes = changes;
    }

    /// <summary>The IANA name.</summary>
    internal string Zone { get; }

    /// <summary>The stretch within which the offsets hold.</summary>
    internal TimeRange Range { get; }

    /// <summary>The offset at the start of <see cref="Range"/>, then every change within it, in order. Empty for an empty range.</summary>
    internal ImmutableArray<ZoneOffset> Changes { get; }

    /// <summary>Reads the offsets of an IANA zone within [from, until) from the system's time-zone database.</summary>
    internal static ZoneLookup Of(string zone, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var range = new TimeRange(from, until);
        return Find(zone) is { } known
            ? new ZoneLookup { Offsets = new ZoneOffsets(zone, range, Read(known, range)) }
            : Unknown(zone);
    }

    /// <summary>Puts together what a snapshot kept.</summary>
    /// <exception cref="ArgumentException">The first offset does not start the range, or the changes are not in order within it.</exception>
    internal static ZoneOffsets Restore(string zone, TimeRange range, ReadOnlySpan<ZoneOffset> changes)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (i == 0 ? changes[i].From != range.From : changes[i].From <= changes[i - 1].From || changes[i].From >= range.Until)
            {
                throw new ArgumentException($"Offset {i} of {zone} is at {changes[i].From:O}, which is out of order in {range}.", nameof(changes));
            }
        }

        return changes.IsEmpty == range.IsEmpty
            ? new ZoneOffsets(zone, range, [.. changes])
            : throw new ArgumentException($"{range} needs the offset of {zone} at its start.", nameof(changes));
    }

    /// <summary>The offset at an instant of the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is outside of the range.</exception>
    internal TimeSpan At(DateTimeOffset instant)
    {
        if (!Range.Contains(instant))
        {
            throw new ArgumentOutOfRangeException(nameof(instant), instant, $"The offsets of {Zone} are known within {Range} only.");
        }

        var i = Changes.Length - 1;
        while (Changes[i].From > instant)
        {
            i--;
        }

        return Changes[i].Offset;
    }

    /// <summary>The offset at an instant of the range, and until when it holds, all in ticks.</summary>
    internal void StretchAt(long ticks, out long offset, out long until)
    {
        var i = Changes.Length - 1;
        until = Range.Until.UtcTicks;
        while (i > 0 && Changes[i].From.UtcTicks > ticks)
        {
            until = Changes[i--].From.UtcTicks;
        }

        offset = Changes[i].Offset.Ticks;
    }

    /// <summary>Whether both show the same time throughout [from, until), which lies in both ranges.</summary>
    internal bool AgreesWith(ZoneOffsets other, long from, long until)
    {
        for (var at = from; at < until;)
        {
            StretchAt(at, out var own, out var ownUntil);
            other.StretchAt(at, out var theirs, out var theirsUntil);
            if (own != theirs)
            {
                return false;
            }

            at = Math.Min(ownUntil, theirsUntil);
        }

        return true;
    }

    private static TimeZoneInfo? Find(string zone) =>
        zone.Length is > 0 and <= 64 && zone.AsSpan().IndexOfAnyExcept(NameCharacters) < 0 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? found
            : null;

    private static ImmutableArray<ZoneOffset> Read(TimeZoneInfo zone, TimeRange range)
    {
        if (range.IsEmpty)
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<ZoneOffset>();
        var (at, until) = (range.From.ToUnixTimeSeconds(), (range.Until.UtcTicks - 1 - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond);
        changes.Add(new ZoneOffset { From = range.From, Offset = OffsetAt(zone, at) });
        while (at < until)
        {
            var next = Math.Min(at + Step, until);
            var offset = OffsetAt(zone, next);
            if (offset != changes[^1].Offset)
            {
                var change = FirstDifferent(zone, at, next, changes[^1].Offset);
                changes.Add(new ZoneOffset { From = DateTimeOffset.FromUnixTimeSeconds(change), Offset = offset });
            }

            at = next;
        }

        return changes.DrainToImmutable();
    }

    /// <summary>The first second in (same, different] at which the offset is no longer the given one.</summary>
    private static long FirstDifferent(TimeZoneInfo zone, long same, long different, TimeSpan offset)
    {
        while (different - same > 1)
        {
            var middle = same + ((different - same) / 2);
            if (OffsetAt(zone, middle) == offset)
            {
                same = middle;
            }
            else
            {
                different = middle;
            }
        }

        return different;
    }

    private static TimeSpan OffsetAt(TimeZoneInfo zone, long second) => zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(second));

    private static ZoneLookup Unknown(string zone)
    {
        var meant = zone.Length <= 64 && TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out var iana) ? iana : NearestName.To(zone, CountryZones.Zones);
        return new ZoneLookup
        {
            Problem = "This is not an IANA time zone of this system; expected a name such as Europe/Berlin" + (meant is null ? "." : $". Did you mean {meant}?"),
            Suggestion = meant,
        };
    }
}
