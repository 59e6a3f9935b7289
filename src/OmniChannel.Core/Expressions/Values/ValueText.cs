using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary>A value in words, as <c>%s</c> of <c>format</c> writes it. Ends early when it gets longer than asked for.</summary>
internal static class ValueText
{
    private const int LongestShown = 1_000_000;

    public static string Of(in CelValue value) => Of(value, LongestShown);

    /// <summary>The text; somewhat longer than <paramref name="longest"/> when it is cut.</summary>
    public static string Of(in CelValue value, long longest) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.IsTrue ? "true" : "false",
        CelKind.Int => value.Bits.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.UintBits.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => DoubleText.Plain(value.DoubleBits),
        CelKind.String => value.Text,
        CelKind.Bytes => OctetText.Forgiving(value.Octets),
        CelKind.Timestamp => TimestampText.Of(value.Bits, value.Nanoseconds),
        CelKind.Duration => DurationText.Of(value.Bits),
        CelKind.Type => value.Denoted.Name,
        CelKind.List => OfList(value.Items, longest),
        CelKind.Map => OfMap(value.Entries, longest),
        CelKind.Optional => value.TryHeld(out var held) ? $"optional.of({Of(held, longest)})" : "optional.none()",
        CelKind.Opaque => value.Foreign.ToString() ?? value.Foreign.Type.Name,
        _ => value.Fault.ToString(),
    };

    private static string OfList(CelList list, long longest)
    {
        var text = new StringBuilder("[");
        foreach (ref readonly var item in list.Span)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(Of(item, longest - text.Length));
            if (text.Length > longest)
            {
                break;
            }
        }

        return text.Append(']').ToString();
    }

    private static string OfMap(CelMap map, long longest)
    {
        List<(string Key, string Value)> entries = [];
        long length = 0;
        for (var at = 0; at < map.Count && length <= longest; at++)
        {
            entries.Add((Of(map.Span[at].Key), Of(map.Span[at].Value, longest - length)));
            length += entries[^1].Key.Length + entries[^1].Value.Length + 4;
        }

        entries.Sort(static (one, other) => CodePoints.Compare(one.Key, other.Key));
        return $"{{{string.Join(", ", entries.Select(entry => $"{entry.Key}: {entry.Value}"))}}}";
    }
}
