using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Writes a <see cref="FactSet"/> as an object: <c>{"custom.vip":true,"custom.risk@sms":40,"custom.credit":{"minor":1250,"currency":"EUR"}}</c>. Safe for many threads.</summary>
public sealed class FactSetJsonConverter : JsonConverter<FactSet>
{
    private static readonly MoneyJsonConverter Money = new();

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no object of flags, whole numbers, texts and money.</exception>
    public override FactSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Facts are an object of names and values.");
        }

        var values = FactSet.Empty.Values.ToImmutableSortedDictionary(StringComparer.Ordinal).ToBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values[name] = reader.TokenType switch
            {
                JsonTokenType.True => FactValue.Of(true),
                JsonTokenType.False => FactValue.Of(false),
                JsonTokenType.String => FactValue.Of(reader.GetString()),
                JsonTokenType.Number when reader.TryGetInt64(out var number) => FactValue.Of(number),
                JsonTokenType.StartObject => FactValue.Of(Money.Read(ref reader, typeof(Money), options)),
                _ => throw new JsonException($"The fact '{name}' is no flag, whole number, text or money."),
            };
        }

        return values.Count <= FactSet.MaxCount ? new FactSet(values.ToImmutable()) : throw new JsonException($"A set holds at most {FactSet.MaxCount} facts; found {values.Count}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactSet value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        Write(writer, value);
    }

    internal static void Write(Utf8JsonWriter writer, FactSet value)
    {
        writer.WriteStartObject();
        foreach (var (name, fact) in value.Values)
        {
            writer.WritePropertyName(name);
            switch (fact.Kind)
            {
                case FactKind.Flag:
                    writer.WriteBooleanValue(fact.Number == 1);
                    break;
                case FactKind.Number:
                    writer.WriteNumberValue(fact.Number);
                    break;
                case FactKind.Money:
                    writer.WriteStartObject();
                    writer.WriteNumber("minor", fact.Number);
                    writer.WriteString("currency", fact.Text);
                    writer.WriteEndObject();
                    break;
                default:
                    writer.WriteStringValue(fact.Text);
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
