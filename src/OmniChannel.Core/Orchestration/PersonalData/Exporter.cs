using System.Text.Encodings.Web;
using System.Text.Json;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Writes a person's partitions as one document, page by page: it knows the store, and of the concepts only their shapes.</summary>
internal sealed class Exporter(Instance instance, ExportShapes shapes)
{
    private const int Page = 200;
    private const int Version = 1;
    private readonly CartExport carts = new(instance);

    public async ValueTask ExportAsync(CustomerId customer, Stream output, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("format", "omnichannel/person");
            json.WriteNumber("version", Version);
            json.WriteString("tenant", instance.Tenant.Value);
            json.WriteString("customer", customer.Value);
            json.WriteString("exportedAt", instance.Now);
            json.WriteStartArray("customers");
            foreach (var member in state.Person?.Members ?? [customer])
            {
                await WriteAsync(json, member, cancellationToken).ConfigureAwait(false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteAsync(Utf8JsonWriter json, CustomerId customer, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        var store = instance.Store;
        json.WriteStartObject();
        json.WriteString("customer", customer.Value);
        json.WriteStartObject("rows");
        await PagesAsync<StateEntry>(json, after => store.ListStatesAsync(instance.Tenant, partition, "", after?.Key, Page, cancellationToken), WriteRow, cancellationToken).ConfigureAwait(false);
        json.WriteEndObject();
        json.WriteStartArray("timeline");
        await PagesAsync<EventRow>(json, after => store.ReadEventsAsync(instance.Tenant, partition, null, after?.Sequence ?? 0, Page, cancellationToken), WriteEvent, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteStartArray("deliveries");
        await PagesAsync<OutboxRow>(json, after => store.ListOutboxAsync(instance.Tenant, partition, after?.Delivery, Page, cancellationToken), WriteDelivery, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteStartArray("carts");
        await carts.WriteAsync(json, customer, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteStartArray("suppressions");
        await WriteSuppressionsAsync(json, customer, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteStartArray("names");
        await PagesAsync<LookupRow>(json, after => store.ListLookupsAsync(instance.Tenant, partition, after, Page, cancellationToken), WriteName, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What is known against the customer's addresses: for whoever has them, and for this customer.</summary>
    private async ValueTask WriteSuppressionsAsync(Utf8JsonWriter json, CustomerId customer, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        foreach (var address in SuppressionBook.AddressesOf(instance, state))
        {
            var row = await instance.Store.ReadStateAsync(instance.Tenant, address, SuppressionBook.Key, cancellationToken).ConfigureAwait(false);
            foreach (var entry in SuppressionList.EntriesOf(address.Key, row).Where(entry => entry.Customer is null || entry.Customer == customer))
            {
                json.WriteRawValue(SuppressionText.Json(entry));
            }
        }
    }

    private static async ValueTask PagesAsync<T>(Utf8JsonWriter json, Func<T?, ValueTask<IReadOnlyList<T>>> read, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
        where T : class
    {
        T? after = null;
        IReadOnlyList<T> page;
        do
        {
            page = await read(after).ConfigureAwait(false);
            foreach (var row in page)
            {
                write(json, row);
                after = row;
            }

            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        while (page.Count == Page);
    }

    private void WriteRow(Utf8JsonWriter json, StateEntry row)
    {
        json.WritePropertyName(row.Key);
        shapes.Write(json, row);
    }

    private void WriteEvent(Utf8JsonWriter json, EventRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", row.Sequence);
        json.WriteString("source", row.Entry.Source);
        json.WriteString("id", row.Entry.Id);
        json.WriteString("type", row.Entry.Type);
        json.WriteString("at", row.Entry.At);
        json.WriteString("recordedAt", row.Entry.RecordedAt);
        json.WritePropertyName("body");
        shapes.Write(json, row.Entry);
        json.WriteEndObject();
    }

    private static void WriteDelivery(Utf8JsonWriter json, OutboxRow row)
    {
        json.WriteStartObject();
        json.WriteString("delivery", row.Delivery.Value);
        json.WriteString("state", row.State.ToString());
        json.WriteNumber("attempts", row.Attempts);
        json.WriteString("createdAt", row.CreatedAt);
        json.WritePropertyName("content");
        ExportShapes.WritePlain(json, row.Body);
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, LookupRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", row.Kind.ToString());
        json.WriteString("key", row.Key);
        if (row.ExpiresAt is { } end)
        {
            json.WriteString("expiresAt", end);
        }

        json.WritePropertyName("body");
        ExportShapes.WritePlain(json, row.Body);
        json.WriteEndObject();
    }
}
