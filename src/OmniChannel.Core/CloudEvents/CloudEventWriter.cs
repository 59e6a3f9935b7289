using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Writes an event: the attributes in a fixed order, the extensions by name, the data last.</summary>
internal static class CloudEventWriter
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, CloudEvent written)
    {
        ArgumentNullException.ThrowIfNull(written);
        json.WriteStartObject();
        json.WriteString(CloudEventRules.Version, CloudEvent.SpecVersion);
        WriteText(json, CloudEventRules.Id, written.Id);
        WriteText(json, CloudEventRules.Source, written.Source);
        WriteText(json, CloudEventRules.Type, written.Type);
        WriteText(json, CloudEventRules.Subject, written.Subject, isOptional: true);
        if (written.Time is { } time)
        {
            json.WriteString(CloudEventRules.Time, CloudEventTime.Of(time));
        }

        foreach (var (name, value) in written.Extensions.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            WriteExtension(json, name, value);
        }

        WriteText(json, CloudEventRules.DataContentType, written.DataContentType, isOptional: true);
        WriteText(json, CloudEventRules.DataSchema, written.DataSchema, isOptional: true);
        WriteData(json, written);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text, bool isOptional = false)
    {
        if (text is null && isOptional)
        {
            return;
        }

        Require(!string.IsNullOrEmpty(text), name, "It is empty.");
        var problem = CloudEventRules.ProblemOf(name, text!);
        Require(problem is null, name, problem);
        json.WriteString(name, text);
    }

    private static void WriteExtension(Utf8JsonWriter json, string name, CloudEventValue value)
    {
        Require(CloudEventRules.IsName(name) && !CloudEventRules.IsTaken(name), name, "The name of an extension has 1 to 64 lower-case ASCII letters and digits, and is none of the specification's own.");
        switch (value.Kind)
        {
            case CloudEventValueKind.Text:
                var problem = CloudEventRules.ProblemOf(name, value.Text);
                Require(problem is null, name, problem);
                json.WriteString(name, value.Text);
                break;
            default:
                json.WritePropertyName(name);
                json.WriteRawValue(value.Text);
                break;
        }
    }

    private static void WriteData(Utf8JsonWriter json, CloudEvent written)
    {
        switch (written.Data)
        {
            case null:
                return;
            case { Kind: CloudEventDataKind.Binary } binary:
                json.WriteBase64String(CloudEventRules.DataBase64, binary.Octets.Span);
                return;
            case { Kind: CloudEventDataKind.Text } text:
                Require(!CloudEventRules.IsJson(written.DataContentType), CloudEventRules.DataContentType, "The data is a text that is not JSON: the media type has to say what it is.");
                json.WriteString(CloudEventRules.Data, Encoding.UTF8.GetString(text.Octets.Span));
                return;
            case var value:
                Require(CloudEventRules.IsJson(written.DataContentType), CloudEventRules.DataContentType, "The data is JSON: the media type has to be a JSON type or unset.");
                json.WritePropertyName(CloudEventRules.Data);
                json.WriteRawValue(value.Octets.Span, skipInputValidation: true);
                return;
        }
    }

    private static void Require(bool holds, string name, string? problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"The event's attribute '{name}' cannot be written. {problem}");
        }
    }
}
