using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Takes the kinds of values that a snapshot is made of from an object, one by one. Not for several threads.</summary>
internal sealed class SnapshotMembers(JsonMembers members)
{
    /// <summary>Nothing a decision speaks of lies outside: so no sum of an instant and a window overflows.</summary>
    public static readonly DateTimeOffset Earliest = new(1000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? At(string name, bool required = false) => members.Take(name, required) is { } part ? Instant(part, members.Findings) : null;

    public static DateTimeOffset? Instant(JsonPart part, JsonFindings findings) =>
        JsonMembers.Whole(part, Earliest.Ticks, Latest.Ticks, findings) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public TimeSpan? Length(string name) =>
        members.Take(name) is { } part && JsonMembers.Whole(part, 0, TimeSpan.TicksPerDay * 3660, members.Findings) is { } ticks ? new TimeSpan(ticks) : null;

    public T? Name<T>(string name, bool required = false)
        where T : struct, IParsable<T> => members.Take(name, required) is { } part ? Name<T>(part, members.Findings) : null;

    public static T? Name<T>(JsonPart part, JsonFindings findings)
        where T : struct, IParsable<T>
    {
        if (part.Kind == JsonValueKind.String && T.TryParse(part.Text, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        findings.Add(JsonCodes.BadValue, part, $"Expected the name of a {typeof(T).Name}, found {part.Described}.");
        return null;
    }

    public T OneOf<T>(string name)
        where T : struct, Enum => members.Take(name, required: true) is { } part ? OneOf<T>(part, members.Findings) : default;

    /// <summary>A value of an enumeration by its number; of flags any mix of them.</summary>
    public static T OneOf<T>(JsonPart part, JsonFindings findings)
        where T : struct, Enum
    {
        if (JsonMembers.Whole(part, int.MinValue, int.MaxValue, findings) is not { } number)
        {
            return default;
        }

        var value = (T)Enum.ToObject(typeof(T), (int)number);
        if (!char.IsAsciiLetter(value.ToString()[0]))
        {
            findings.Add(JsonCodes.OutOfRange, part, $"{number} is no {typeof(T).Name}.");
        }

        return value;
    }

    public Money? Amount(string name) => members.Take(name) is { } part ? Amount(part, members.Findings) : null;

    public static Money? Amount(JsonPart part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } inner)
        {
            return null;
        }

        var minor = inner.Take("minor", required: true) is { } number ? JsonMembers.Whole(number, long.MinValue, long.MaxValue, findings) : null;
        var currency = new SnapshotMembers(inner).Name<Currency>("currency", required: true);
        inner.Finish();
        return minor is { } known && currency is { } of ? new Money(known, of) : null;
    }
}
