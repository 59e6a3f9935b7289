using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>The published mapping between events and receipts; docs/feeds.md has it. What is written is read back the same. Pure, safe for many threads.</summary>
public static class ReceiptEvents
{
    /// <summary>What the types of receipts begin with: "omnichannel.receipt.clicked".</summary>
    public const string TypePrefix = "omnichannel.receipt.";

    private static readonly Dictionary<string, ReceiptKind> Kinds = new(StringComparer.Ordinal)
    {
        ["delivered"] = ReceiptKind.Delivered,
        ["opened"] = ReceiptKind.Opened,
        ["clicked"] = ReceiptKind.Clicked,
        ["replied"] = ReceiptKind.Replied,
        ["converted"] = ReceiptKind.Converted,
        ["hard-bounced"] = ReceiptKind.HardBounced,
        ["soft-bounced"] = ReceiptKind.SoftBounced,
        ["complained"] = ReceiptKind.Complained,
        ["unsubscribed"] = ReceiptKind.Unsubscribed,
    };

    /// <summary>A receipt as an event.</summary>
    /// <param name="receipt">What happened.</param>
    /// <param name="customer">To whom; null where nobody need know.</param>
    public static CloudEvent Write(Receipt receipt, CustomerId? customer = null)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var written = new CloudEvent
        {
            Source = receipt.Source,
            Id = receipt.Id,
            Type = TypePrefix + Kinds.Single(known => known.Value == receipt.Kind).Key,
            Subject = customer?.Value,
            Time = receipt.At.ToUniversalTime(),
            DataContentType = "application/json",
            Data = CloudEventData.OfJson(Write(receipt)),
        };
        return PlainSource.Carry(written, receipt.Source);
    }

    /// <summary>An event as a receipt.</summary>
    /// <returns>False for an event of another type, and for one that names no delivery or no time.</returns>
    public static bool TryRead(CloudEvent read, [NotNullWhen(true)] out Receipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(read);
        receipt = null;
        if (!read.Type.StartsWith(TypePrefix, StringComparison.Ordinal) || !Kinds.TryGetValue(read.Type[TypePrefix.Length..], out var kind) || read is not { Time: { } at, Data: { Kind: CloudEventDataKind.Json } data })
        {
            return false;
        }

        using var document = JsonDocument.Parse(data.Octets);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("delivery", out var delivery) || delivery is not { ValueKind: JsonValueKind.String } || !Text.TryRead(delivery.GetString(), static text => new DeliveryId(text), out var id))
        {
            return false;
        }

        var byMachine = root.TryGetProperty("byMachine", out var machine) && machine.ValueKind == JsonValueKind.True;
        receipt = new Receipt { Source = PlainSource.Of(read), Id = read.Id, Delivery = id, Kind = kind, At = at, Amount = AmountOf(root), ByMachine = byMachine };
        return true;
    }

    private static ReadOnlyMemory<byte> Write(Receipt receipt)
    {
        var octets = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(octets);
        json.WriteStartObject();
        json.WriteString("delivery", receipt.Delivery.Value);
        if (receipt.Amount is { } money)
        {
            json.WriteStartObject("amount");
            json.WriteString("value", money.Amount.ToString(CultureInfo.InvariantCulture));
            json.WriteString("currency", money.Currency.Code);
            json.WriteEndObject();
        }

        if (receipt.ByMachine)
        {
            json.WriteBoolean("byMachine", true);
        }

        json.WriteEndObject();
        json.Flush();
        return octets.WrittenMemory;
    }

    /// <summary>An amount that is none is left out: the receipt stands all the same.</summary>
    private static Money? AmountOf(JsonElement root) =>
        root.TryGetProperty("amount", out var amount) && amount is { ValueKind: JsonValueKind.Object }
        && amount.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && amount.TryGetProperty("currency", out var currency) && currency.ValueKind == JsonValueKind.String && Text.TryRead(currency.GetString(), static text => new Currency(text), out var known)
            ? MoneyOf(number, known)
            : null;

    private static Money? MoneyOf(decimal number, Currency currency)
    {
        try
        {
            return Money.Of(number, currency.Code);
        }
        catch (ArgumentException)
        {
            return null; // more decimals than the currency has, or too much
        }
    }
}
