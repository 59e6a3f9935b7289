using System.Text.Json;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>How the rows of one concept read in an export, where they are stored in a form of their own. Rows that are stored as JSON need none.</summary>
internal sealed record ExportShape
{
    /// <summary>Whether a state row is one of the concept's, by its key.</summary>
    public Func<string, bool> IsState { get; init; } = static _ => false;

    /// <summary>Writes the body of such a row as one JSON value.</summary>
    public Action<Utf8JsonWriter, ReadOnlyMemory<byte>> WriteState { get; init; } = ExportShapes.WritePlain;

    /// <summary>Whether an event is one of the concept's.</summary>
    public Func<NewEvent, bool> IsEvent { get; init; } = static _ => false;

    /// <summary>Writes such an event's body as one JSON value.</summary>
    public Action<Utf8JsonWriter, NewEvent> WriteEvent { get; init; } = static (json, entry) => ExportShapes.WritePlain(json, entry.Body);
}
