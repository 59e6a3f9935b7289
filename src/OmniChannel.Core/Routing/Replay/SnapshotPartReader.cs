using System.Collections.Immutable;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads the parts of a snapshot that are no plain values: zones, assumptions, contacts, the host's own facts.</summary>
internal static class SnapshotPartReader
{
    private static readonly TimeSpan LongestReach = TimeSpan.FromDays(3700);

    public static ZoneOffsets? Zone(JsonPart part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var from = new SnapshotMembers(members);
        var name = members.Text("name", 64, required: true);
        var (starts, ends) = (from.At("from", required: true), from.At("until", required: true));
        var numbers = (members.List("offsets", 2000, required: true) ?? []).Select(item => JsonMembers.Whole(item, long.MinValue, long.MaxValue, findings)).ToList();
        members.Finish();
        if (name is null || starts is not { } start || ends is not { } end || numbers.Contains(null))
        {
            return null;
        }

        if (end < start || end - start > LongestReach || numbers.Count % 2 != 0 || !Enumerable.Range(0, numbers.Count / 2).All(i => IsOffset(numbers[2 * i]!.Value, numbers[(2 * i) + 1]!.Value)))
        {
            findings.Add(JsonCodes.OutOfRange, part, "Expected a stretch of at most ten years and offsets in it, each an instant and what is added to UTC.");
            return null;
        }

        var changes = Enumerable.Range(0, numbers.Count / 2).Select(i => new ZoneOffset { From = new DateTimeOffset(numbers[2 * i]!.Value, TimeSpan.Zero), Offset = new TimeSpan(numbers[(2 * i) + 1]!.Value) }).ToArray();
        try
        {
            return ZoneOffsets.Restore(name, new TimeRange(start, end), changes);
        }
        catch (ArgumentException wrong)
        {
            findings.Add(JsonCodes.BadValue, part, wrong.Message);
            return null;
        }
    }

    /// <summary>A code, then names and values in turn.</summary>
    public static Reason? Assumption(JsonPart part, JsonFindings findings)
    {
        if (part.Items.Count % 2 == 1 && part.Items.All(item => item.Kind == JsonValueKind.String && item.Text.Length > 0))
        {
            return new Reason
            {
                Code = part.Items[0].Text,
                Arguments = [.. Enumerable.Range(0, part.Items.Count / 2).Select(i => new ReasonArgument(part.Items[(2 * i) + 1].Text, part.Items[(2 * i) + 2].Text))],
            };
        }

        findings.Add(JsonCodes.BadValue, part, "Expected a list of a code, then names and values in turn.");
        return null;
    }

    public static PersonaShare? Share(JsonPart part, JsonFindings findings)
    {
        if (part.Items is not [var persona, var share])
        {
            findings.Add(JsonCodes.BadValue, part, "Expected a list of a persona and its share in thousandths.");
            return null;
        }

        return SnapshotMembers.Name<PersonaId>(persona, findings) is { } id && JsonMembers.Whole(share, 1, Apportionment.Whole, findings) is { } perMille
            ? new PersonaShare { Persona = id, PerMille = (int)perMille }
            : null;
    }

    public static Contact? Contact(JsonPart part, JsonFindings findings)
    {
        if (part.Items is not ([_, _, _, _, _] or [_, _, _, _, _, { Kind: JsonValueKind.True }]))
        {
            findings.Add(JsonCodes.BadValue, part, "Expected a list of delivery, channel, purpose, instant and the number of the address, and true where it went to the address for others.");
            return null;
        }

        var (delivery, channel, purpose, at, address) = (part.Items[0], part.Items[1], part.Items[2], part.Items[3], part.Items[4]);
        return SnapshotMembers.Name<DeliveryId>(delivery, findings) is { } id
            && SnapshotMembers.Name<Channel>(channel, findings) is { } on
            && SnapshotMembers.Name<Purpose>(purpose, findings) is { } of
            && SnapshotMembers.Instant(at, findings) is { } when
            && Address(address, findings) is { } to
            ? new Contact { Delivery = id, Channel = on, Purpose = of, At = when, Address = to, IsAddressOnly = part.Items.Count > 5 ? true : null }
            : null;
    }

    /// <summary>The number of an address as the address; 0 is none.</summary>
    public static string? Address(JsonPart part, JsonFindings findings) =>
        JsonMembers.Whole(part, 0, int.MaxValue, findings) is not { } number ? null
        : number == 0 ? ""
        : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static FactSet Attributes(JsonPart? part, JsonFindings findings)
    {
        if (part is not { Kind: JsonValueKind.Object } || part.Members.Count > FactSet.MaxCount)
        {
            if (part is not null)
            {
                findings.Add(JsonCodes.BadValue, part, $"Expected an object of at most {FactSet.MaxCount} facts.");
            }

            return FactSet.Empty;
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, FactValue>(StringComparer.Ordinal);
        foreach (var (name, value) in part.Members)
        {
            values[name] = value.Kind switch
            {
                JsonValueKind.True => FactValue.Of(true),
                JsonValueKind.False => FactValue.Of(false),
                JsonValueKind.String => FactValue.Of(value.Text),
                JsonValueKind.Object => FactValue.Of(SnapshotMembers.Amount(value, findings)),
                _ => JsonMembers.Whole(value, long.MinValue, long.MaxValue, findings) is { } number ? FactValue.Of(number) : FactValue.Absent,
            };
        }

        return new FactSet(values.ToImmutable());
    }

    /// <summary>What a decision relies on: offsets that hold wherever it looks, contacts in their order, each channel once.</summary>
    public static void CheckWhole(Snapshot snapshot, JsonPart part, JsonFindings findings)
    {
        var until = snapshot.ExpiresAt > snapshot.Now ? snapshot.ExpiresAt : snapshot.Now;
        if (until - snapshot.Now > LongestReach || snapshot.NotBefore < snapshot.Now || snapshot.Zones.Concat(snapshot.CalendarZones.Values).Any(zone => zone.Range.From > snapshot.Now || zone.Range.Until <= until))
        {
            findings.Add(JsonCodes.OutOfRange, part, "Expected now, then the first instant that may be chosen, an expiry within ten years, and zones whose offsets hold from now until then.");
        }

        if (snapshot.Contacts.Zip(snapshot.Contacts.Skip(1)).Any(two => two.First.At > two.Second.At))
        {
            findings.Add(JsonCodes.BadValue, part, "Expected contacts with the oldest first.");
        }

        if (snapshot.Channels.DistinctBy(one => one.Channel).Count() != snapshot.Channels.Count)
        {
            findings.Add(JsonCodes.Twice, part, "Expected each channel once.");
        }
    }

    private static bool IsOffset(long from, long offset) =>
        from >= SnapshotMembers.Earliest.Ticks && from <= SnapshotMembers.Latest.Ticks && Math.Abs(offset % TimeSpan.TicksPerMinute) == 0 && offset is >= -15 * TimeSpan.TicksPerHour and <= 15 * TimeSpan.TicksPerHour;
}
