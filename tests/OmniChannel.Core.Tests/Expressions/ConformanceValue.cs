using System.Globalization;
using System.Text.Json;
using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>Values as the case file writes them: <c>{"type": …, "value": …}</c>.</summary>
internal static class ConformanceValue
{
    public static CelValue Read(JsonElement element)
    {
        var value = element.TryGetProperty("value", out var found) ? found : default;
        return element.GetProperty("type").GetString() switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Bool(value.GetBoolean()),
            "int" => CelValue.Int(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => CelValue.Uint(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "double" => CelValue.Double(Double(value.GetString()!)),
            "string" => CelValue.String(value.GetString()!),
            "bytes" => CelValue.Bytes(Convert.FromHexString(element.GetProperty("hex").GetString()!)),
            "list" => CelValue.List([.. value.EnumerateArray().Select(Read)]),
            "map" => CelValue.Map([.. value.EnumerateArray().Select(entry => KeyValuePair.Create(Read(entry[0]), Read(entry[1])))]),
            "timestamp" or "google.protobuf.Timestamp" => TimestampText.Parse(value.GetString()!),
            "duration" or "google.protobuf.Duration" => DurationText.Parse(value.GetString()!),
            "type" => CelValue.Type(CelType.Opaque(value.GetString()!)),
            var other => throw new NotSupportedException($"The type {other} of a value is not known."),
        };
    }

    /// <summary>Equal and of the same kind, inside too; NaN is NaN, and zeros have signs.</summary>
    public static bool AreSame(CelValue one, CelValue other)
    {
        if (one.Kind != other.Kind)
        {
            return false;
        }

        return one.Kind switch
        {
            CelKind.Double => one.AsDouble().Equals(other.AsDouble()) && double.IsNegative(one.AsDouble()) == double.IsNegative(other.AsDouble()),
            CelKind.List => one.AsList().Count == other.AsList().Count && one.AsList().Zip(other.AsList()).All(pair => AreSame(pair.First, pair.Second)),
            CelKind.Map => one.AsMap().Count == other.AsMap().Count && one.AsMap().All(entry => HasSame(other.AsMap(), entry)),
            _ => one == other,
        };
    }

    /// <summary>The type that a declaration for this value has.</summary>
    public static CelType TypeOf(CelValue value) => value.Kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.Duration => CelType.Duration,
        CelKind.List => CelType.List(OneOf(value.AsList())),
        CelKind.Map => CelType.Map(OneOf(value.AsMap().Keys), OneOf(value.AsMap().Values)),
        _ => CelType.Dyn,
    };

    private static CelType OneOf(IEnumerable<CelValue> values)
    {
        var types = values.Select(TypeOf).Distinct().ToList();
        return types.Count == 1 ? types[0] : CelType.Dyn;
    }

    private static bool HasSame(IReadOnlyDictionary<CelValue, CelValue> map, KeyValuePair<CelValue, CelValue> wanted)
        => map.Any(entry => AreSame(entry.Key, wanted.Key) && AreSame(entry.Value, wanted.Value));

    private static double Double(string text) => text.ToUpperInvariant() switch
    {
        "INF" or "+INF" or "INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
