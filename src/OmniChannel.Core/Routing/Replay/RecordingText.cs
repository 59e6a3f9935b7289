using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>The two directions of a recording's JSON.</summary>
internal static class RecordingText
{
    private const int Version = 1;

    public static string Of(DecisionRecording recording)
    {
        var buffer = new ArrayBufferWriter<byte>(16_384);
        using var json = new Utf8JsonWriter(buffer, SnapshotText.OneLine);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("policy", recording.PolicyName);
        json.WriteString("policyHash", recording.PolicyHash);
        json.WritePropertyName("snapshot");
        json.WriteRawValue(recording.SnapshotJson, skipInputValidation: true);
        json.WritePropertyName("decision");
        json.WriteRawValue(recording.DecisionJson, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static DecisionRecordingReadResult Read(ReadOnlyMemory<byte> text)
    {
        var findings = new JsonFindings(text);
        DecisionRecording? recording = null;
        if (JsonMembers.Of(JsonPartReader.Read(text, findings), findings) is { } whole)
        {
            whole.Number("version", Version, Version, required: true);
            var name = whole.Text("policy", 5000, required: true);
            var hash = whole.Text("policyHash", 64, required: true);
            var snapshot = SnapshotReader.Read(whole.Take("snapshot", required: true), findings);
            var decision = whole.Take("decision", required: true);
            whole.Finish();
            recording = findings.HasErrors ? null : new DecisionRecording(snapshot!, name!, hash!, new Lazy<string>(Canonical(decision!)));
        }

        return new DecisionRecordingReadResult(recording, findings.All);
    }

    /// <summary>The same JSON on one line.</summary>
    private static string Canonical(JsonPart part)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(buffer, SnapshotText.OneLine);
        Write(json, part);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonPart part)
    {
        switch (part.Kind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, value) in part.Members)
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in part.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(part.Text);
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(part.Text);
                break;
            case JsonValueKind.Null:
                json.WriteNullValue();
                break;
            default:
                json.WriteBooleanValue(part.Kind == JsonValueKind.True);
                break;
        }
    }
}
