using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>The content of an event: a JSON value, a text of another media type, or octets. Immutable.</summary>
public sealed class CloudEventData
{
    private CloudEventData(CloudEventDataKind kind, ReadOnlyMemory<byte> octets) => (Kind, Octets) = (kind, octets);

    /// <summary>What it is.</summary>
    public CloudEventDataKind Kind { get; }

    /// <summary>The JSON value or the text as UTF-8, or the octets themselves.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>A JSON value, written as the member <c>data</c>. The event's content type is a JSON type or unset.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static CloudEventData Json(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        while (reader.Read())
        {
        }

        return OfJson(utf8.ToArray());
    }

    /// <summary>A text of a media type that is not JSON, written as a JSON text in the member <c>data</c>.</summary>
    public static CloudEventData Text(string text) => new(CloudEventDataKind.Text, Encoding.UTF8.GetBytes(text));

    /// <summary>Octets, written in Base64 as the member <c>data_base64</c>.</summary>
    public static CloudEventData Binary(ReadOnlyMemory<byte> octets) => new(CloudEventDataKind.Binary, octets.ToArray());

    /// <summary>The kind and the size only: the content may be personal.</summary>
    public override string ToString() => $"{Kind}, {Octets.Length} octets";

    internal static CloudEventData OfJson(ReadOnlyMemory<byte> utf8) => new(CloudEventDataKind.Json, utf8);
}
