using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>The data of an event as a touchpoint has it: an amount, identifiers, and everything else as a flat table. Not for several threads.</summary>
internal sealed class TouchpointData
{
    private const string AmountMember = "amount";
    private const string IdentifiersMember = "identifiers";
    private const string ValuesMember = "values";
    private const string SchemaEntry = TouchpointEvents.ExtensionPrefix + CloudEventRules.DataSchema;
    private const int MaxDepth = 1_001; // as the limits of reading allow
    private const int MaxEntries = 100;
    private const int MaxIdentifiers = 20;
    private const int MaxName = 200;
    private const int MaxValue = 4000;

    public Money? Amount { get; private set; }

    public List<Identifier> Identifiers { get; } = [];

    public Dictionary<string, string> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an entry is an extension attribute that was, or can be, one of an event.</summary>
    public static bool IsExtension(string entry, string value, out string name)
    {
        name = entry.StartsWith(TouchpointEvents.ExtensionPrefix, StringComparison.Ordinal) ? entry[TouchpointEvents.ExtensionPrefix.Length..] : "";
        return CloudEventRules.IsName(name) && !CloudEventRules.IsTaken(name) && name is not (TouchpointEvents.Channel or TouchpointEvents.Device) && CloudEventRules.ProblemOf(name, value) is null;
    }

    /// <summary>What of an event is neither an attribute of the specification nor one of ours.</summary>
    /// <returns>What keeps it from being a touchpoint's; null when nothing does.</returns>
    public CloudEventProblem? Take(CloudEvent read)
    {
        var isPlain = PlainSource.IsCarried(read, out _);
        foreach (var (name, value) in read.Extensions)
        {
            if (name is not (TouchpointEvents.Channel or TouchpointEvents.Device) && !(isPlain && name == PlainSource.Attribute) && Add(TouchpointEvents.ExtensionPrefix + name, value.Text) is { } problem)
            {
                return problem;
            }
        }

        return (read.DataSchema is { } schema ? Add(SchemaEntry, schema) : null) ?? read.Data switch
        {
            null => null,
            { Kind: CloudEventDataKind.Json } json => TakeJson(json.Octets),
            { Kind: CloudEventDataKind.Text } text => Add(CloudEventRules.Data, Encoding.UTF8.GetString(text.Octets.Span)),
            var binary => Add(CloudEventRules.DataBase64, Convert.ToBase64String(binary.Octets.Span)),
        };
    }

    /// <summary>The data that is read back as the same; null for none.</summary>
    public static CloudEventData? Write(Money? amount, IReadOnlyList<Identifier>? identifiers, SortedDictionary<string, string> entries)
    {
        if (amount is null && identifiers is not { Count: > 0 } && entries.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, CloudEventWriter.Options))
        {
            json.WriteStartObject();
            if (amount is { } money)
            {
                json.WriteStartObject(AmountMember);
                json.WriteString("value", money.Amount.ToString(CultureInfo.InvariantCulture));
                json.WriteString("currency", money.Currency.Code);
                json.WriteEndObject();
            }

            if (identifiers is { Count: > 0 })
            {
                json.WriteStartArray(IdentifiersMember);
                foreach (var identifier in identifiers)
                {
                    json.WriteStartObject();
                    json.WriteString("type", identifier.Type.Name);
                    json.WriteString("value", identifier.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            if (entries.Count > 0)
            {
                json.WriteStartObject(ValuesMember);
                foreach (var (name, value) in entries)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return CloudEventData.OfJson(buffer.WrittenMemory);
    }

    private CloudEventProblem? TakeJson(ReadOnlyMemory<byte> octets)
    {
        try
        {
            using var document = JsonDocument.Parse(octets, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? TakeMembers(document.RootElement) : Flatten(CloudEventRules.Data, document.RootElement);
        }
        catch (InvalidOperationException)
        {
            return Wrong("The name of a member in the data has half a surrogate pair.");
        }
    }

    private CloudEventProblem? TakeMembers(JsonElement whole)
    {
        foreach (var member in whole.EnumerateObject())
        {
            var problem = member.Name switch
            {
                AmountMember when IsMoney(member.Value) => TakeAmount(member.Value),
                IdentifiersMember when member.Value.ValueKind == JsonValueKind.Array => TakeIdentifiers(member.Value),
                ValuesMember when member.Value.ValueKind == JsonValueKind.Object => FlattenMembers("", member.Value),
                var name => Flatten(name, member.Value),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static bool IsMoney(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("currency", out _) && value.TryGetProperty("value", out _);

    private CloudEventProblem? TakeAmount(JsonElement amount)
    {
        var value = amount.GetProperty("value");
        var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : TextOf(value);
        var currency = TextOf(amount.GetProperty("currency"));
        if (text is null || currency is null || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)
            || !Text.TryRead(currency, code => Money.Of(major, code), out var money))
        {
            return Wrong("The amount is none: {\"value\":\"59.00\",\"currency\":\"EUR\"} was expected, with no more digits than the currency has.");
        }

        Amount = money;
        return null;
    }

    private CloudEventProblem? TakeIdentifiers(JsonElement list)
    {
        foreach (var one in list.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("type", out var type) || !one.TryGetProperty("value", out var value)
                || !Text.TryRead(TextOf(type), static text => new IdentifierType(text), out var named) || TextOf(value) is not { Length: <= MaxValue } text || Identifiers.Count == MaxIdentifiers)
            {
                return Wrong($"The identifiers are none: up to {MaxIdentifiers} of {{\"type\":\"browser\",\"value\":\"…\"}} were expected.");
            }

            Identifiers.Add(new Identifier { Type = named, Value = text });
        }

        return null;
    }

    private CloudEventProblem? Flatten(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => FlattenMembers(path + ".", value),
        JsonValueKind.Null => null,
        JsonValueKind.String => TextOf(value) is { } text ? Add(path, text) : Wrong("A text in the data has half a surrogate pair."),
        _ => Add(path, value.GetRawText()),
    };

    private CloudEventProblem? FlattenMembers(string prefix, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (Flatten(prefix + member.Name, member.Value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private CloudEventProblem? Add(string name, string value)
    {
        var problem = name is not { Length: > 0 and <= MaxName } ? $"The path of a value in the data has {name.Length} characters; 1 to {MaxName} were expected."
            : value.Length > MaxValue ? $"A value in the data has {value.Length} characters; at most {MaxValue} were expected."
            : Entries.Count == MaxEntries ? $"The event has more than {MaxEntries} extension attributes and values in its data."
            : Entries.TryAdd(name, value) ? null : "Two values in the data have the same path.";
        return problem is null ? null : Wrong(problem);
    }

    private static CloudEventProblem Wrong(string message) => TouchpointEvents.Wrong(CloudEventRules.Data, message);

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
