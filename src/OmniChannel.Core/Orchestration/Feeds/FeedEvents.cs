using System.Buffers;
using System.Text.Json;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>An entry of the timeline as the event that feeds carry: touchpoints, and what became of messages.</summary>
internal static class FeedEvents
{
    public const string TypePrefix = "omnichannel.";

    private static readonly string[] Carried = [TimelineTypes.TouchpointPrefix, "message.", "attempt.", TimelineTypes.ReceiptPrefix];

    /// <summary>Whether entries of a type are carried.</summary>
    public static bool Concerns(string type) => Array.Exists(Carried, prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    /// <returns>Null for entries that are nobody else's business.</returns>
    /// <exception cref="JsonException">The entry cannot be read.</exception>
    /// <exception cref="ArgumentException">It has a name that no event can have: noncharacters of Unicode.</exception>
    public static CloudEvent? Of(PartitionKey partition, EventRow row) => EventOf(partition, row) is { } one ? Checked(one) : null;

    private static CloudEvent? EventOf(PartitionKey partition, EventRow row)
    {
        var customer = partition.Key;
        var entry = row.Entry;
        var body = Concerns(entry.Type) ? StoredJson.Read(entry.Body, StoredJson.Default.TimelineBody) : null;
        return body switch
        {
            null => null,
            { Touchpoint: { } touchpoint } => TouchpointEvents.Default.Write(touchpoint with { Customer = new CustomerId(customer), At = touchpoint.At.ToUniversalTime() }),
            { Receipt: { } receipt } => ReceiptEvents.Write(receipt, new CustomerId(customer)),
            _ => PlainSource.Carry(
                new CloudEvent
                {
                    Source = entry.Source,
                    Id = entry.Id,
                    Type = TypePrefix + entry.Type,
                    Subject = customer,
                    Time = entry.At,
                    DataContentType = "application/json",
                    Data = CloudEventData.OfJson(Write(body)),
                },
                entry.Source),
        };
    }

    private static CloudEvent Checked(CloudEvent one) =>
        (CloudEventRules.ProblemOf(CloudEventRules.Id, one.Id) ?? CloudEventRules.ProblemOf(CloudEventRules.Subject, one.Subject!)) is { } problem ? throw new ArgumentException(problem) : one;

    /// <summary>What docs/feeds.md says of outcomes; absent where there is nothing. No address and no content is among it.</summary>
    private static ReadOnlyMemory<byte> Write(TimelineBody body)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets))
        {
            json.WriteStartObject();
            WriteText(json, "delivery", body.Delivery?.Value);
            WriteText(json, "campaign", body.Campaign?.Value);
            WriteText(json, "channel", body.Channel?.Name);
            WriteText(json, "account", body.Account);
            WriteText(json, "providerMessageId", body.ProviderMessageId);
            if (body.Attempt is { } attempt)
            {
                json.WriteNumber("attempt", attempt);
            }

            if (body.BegunAt is { } begun)
            {
                json.WriteString("begunAt", begun);
            }

            if (body.Planned is { } planned)
            {
                json.WriteString("planned", planned);
            }

            WriteText(json, "reason", body.Reason?.Code);
            json.WriteEndObject();
        }

        return octets.WrittenMemory;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
