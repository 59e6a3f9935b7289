using System.Buffers;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads and writes CloudEvents 1.0 in the JSON format (specification 1.0.2): one event, or a batch. Pure, without reflection, safe for many threads.</summary>
/// <remarks>What is wrong in a text is a value with its place; nothing but misuse throws.</remarks>
public static class CloudEventJson
{
    /// <summary>The media type of one event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The media type of a batch.</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    /// <summary>Reads one event.</summary>
    /// <param name="utf8">The text; it may begin with a byte order mark. The event keeps nothing of it.</param>
    /// <param name="limits">How much is read; null for the defaults.</param>
    public static CloudEventReadResult Read(ReadOnlyMemory<byte> utf8, CloudEventLimits? limits = null) =>
        new CloudEventReader(utf8, (limits ?? CloudEventLimits.Default).Checked()).ReadOne();

    /// <summary>Reads a batch: a list of events. An event that breaks a rule does not lose the others; where the JSON itself breaks, what stands before is kept.</summary>
    /// <param name="utf8">The text; it may begin with a byte order mark. The events keep nothing of it.</param>
    /// <param name="limits">How much is read; null for the defaults.</param>
    public static CloudEventBatch ReadBatch(ReadOnlyMemory<byte> utf8, CloudEventLimits? limits = null) =>
        new CloudEventReader(utf8, (limits ?? CloudEventLimits.Default).Checked()).ReadBatch();

    /// <summary>Writes one event.</summary>
    /// <exception cref="ArgumentException">The event breaks a rule of the specification; the message says which.</exception>
    public static void Write(CloudEvent written, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, CloudEventWriter.Options);
        CloudEventWriter.Write(json, written);
    }

    /// <summary>Writes a batch.</summary>
    /// <exception cref="ArgumentException">An event breaks a rule of the specification; the message says which.</exception>
    public static void WriteBatch(IEnumerable<CloudEvent> written, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(written);
        using var json = new Utf8JsonWriter(output, CloudEventWriter.Options);
        json.WriteStartArray();
        foreach (var one in written)
        {
            CloudEventWriter.Write(json, one);
        }

        json.WriteEndArray();
    }

    /// <summary>One event as UTF-8.</summary>
    /// <exception cref="ArgumentException">The event breaks a rule of the specification; the message says which.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(CloudEvent written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(written, buffer);
        return buffer.WrittenMemory;
    }
}
