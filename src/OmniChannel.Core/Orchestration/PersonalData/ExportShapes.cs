using System.Text.Json;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The shapes of all concepts. A row that none of them knows is written as the JSON it is, or else in Base64: nothing that is kept is left out.</summary>
internal sealed class ExportShapes(IReadOnlyList<ExportShape> shapes)
{
    /// <summary>The library's own concepts that store rows in a form of their own; each adds its shape here.</summary>
    public static ExportShapes Default { get; } = new([]);

    public void Write(Utf8JsonWriter json, StateEntry row)
    {
        var write = shapes.FirstOrDefault(shape => shape.IsState(row.Key))?.WriteState ?? WritePlain;
        write(json, row.Row.Body);
    }

    public void Write(Utf8JsonWriter json, NewEvent entry)
    {
        if (shapes.FirstOrDefault(shape => shape.IsEvent(entry)) is { } shape)
        {
            shape.WriteEvent(json, entry);
        }
        else
        {
            WritePlain(json, entry.Body);
        }
    }

    /// <summary>As the JSON it is; octets that are none as <c>{"base64":"…"}</c>, no octets as null.</summary>
    public static void WritePlain(Utf8JsonWriter json, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            json.WriteNullValue();
        }
        else if (IsJson(body))
        {
            json.WriteRawValue(body.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            json.WriteBase64String("base64", body.Span);
            json.WriteEndObject();
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        if (body.Span[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body.Span);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
