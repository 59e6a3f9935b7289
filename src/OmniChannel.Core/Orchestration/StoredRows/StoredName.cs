using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OmniChannel;

/// <summary>Names of which there are few, of channels, purposes, campaigns and states: read into the value that they gave before, without a text of its own for each. Safe for many threads: a place holds one name, and the last one wins.</summary>
internal static class StoredName<T>
    where T : struct
{
    private const int Places = 64;
    private const int Longest = 64;

    private static readonly Known?[] Met = new Known?[Places];

    public static T Read(ref Utf8JsonReader json, JsonTypeInfo<T> type)
    {
        if (json.TokenType != JsonTokenType.String || json.ValueIsEscaped || json.ValueSpan is not { Length: > 0 and <= Longest } name)
        {
            return JsonSerializer.Deserialize(ref json, type);
        }

        var place = ((name.Length * 31) + (name[0] * 7) + name[^1]) % Places;
        if (Met[place] is { } known && name.SequenceEqual(known.Name))
        {
            return known.Value;
        }

        var value = JsonSerializer.Deserialize(ref json, type);
        Met[place] = new Known(name.ToArray(), value);
        return value;
    }

    public static T? ReadOrNull(ref Utf8JsonReader json, JsonTypeInfo<T> type) => json.TokenType == JsonTokenType.Null ? null : Read(ref json, type);

    private sealed class Known(byte[] name, T value)
    {
        public byte[] Name => name;

        public T Value => value;
    }
}
