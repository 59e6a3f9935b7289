using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OmniChannel;

/// <summary>
/// How the rows are read that every delivery needs: member by member, by hand. The generated reader of <see cref="StoredJson"/> carries the members of an immutable record in boxes until it makes it; what is read by hand takes half of its
/// time and of its garbage. Whatever is rare is left to it, and what is not known is passed over, as there.
/// </summary>
internal static class StoredMembers
{
    /// <summary>Reads what is next.</summary>
    public delegate T Reading<T>(ref Utf8JsonReader json);

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, Reading<T> read)
        where T : class
    {
        var json = new Utf8JsonReader(body);
        try
        {
            json.Read();
            var value = json.TokenType == JsonTokenType.Null ? throw new JsonException("It is empty.") : read(ref json);
            return json.Read() ? throw new JsonException("Something follows it.") : value;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            throw new JsonException($"A stored {typeof(T).Name} is not what it should be: {wrong.Message}", wrong);
        }
    }

    /// <summary>Goes into an object.</summary>
    public static void Enter(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"Found {json.TokenType}, expected an object.");
        }
    }

    /// <summary>Goes to the next member's name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the member has this name; then what is next is its value.</summary>
    public static bool Is(this ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueTextEquals(name) && json.Read();

    /// <summary>Passes over the value of a member that is not known.</summary>
    public static void Pass(ref Utf8JsonReader json) => json.Skip();

    public static DateTimeOffset? Time(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null : json.GetDateTimeOffset();

    /// <summary>Leaves it to the generated reader.</summary>
    public static T? Rare<T>(ref Utf8JsonReader json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(ref json, type);

    public static IReadOnlyList<T> List<T>(ref Utf8JsonReader json, Reading<T> read)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null!; // as it was written
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"Found {json.TokenType}, expected a list.");
        }

        List<T>? list = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            (list ??= new List<T>(1)).Add(read(ref json));
        }

        return list ?? (IReadOnlyList<T>)[];
    }

    /// <summary>Nearly always there is nothing in it.</summary>
    public static IReadOnlyDictionary<TKey, TValue> Map<TKey, TValue>(ref Utf8JsonReader json, JsonTypeInfo<IReadOnlyDictionary<TKey, TValue>> type)
        where TKey : notnull
    {
        var ahead = json;
        if (json.TokenType != JsonTokenType.StartObject || !ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
        {
            return Rare(ref json, type)!;
        }

        json.Read();
        return System.Collections.ObjectModel.ReadOnlyDictionary<TKey, TValue>.Empty;
    }

    public static T Needed<T>(T? value, string member)
        where T : struct => value ?? throw Missing(member);

    public static JsonException Missing(string member) => new($"The member '{member}' is missing.");
}
