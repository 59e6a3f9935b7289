using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Writes money as its minor units and its currency, <c>{"minor":5900,"currency":"EUR"}</c>, so that no digit is ever guessed. Safe for many threads.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no object with a whole number <c>minor</c> and a <c>currency</c>.</exception>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Money is an object with minor and currency.");
        }

        long? minor = null;
        Currency? currency = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "minor":
                    minor = reader.TryGetInt64(out var units) ? units : throw new JsonException("Money counts its minor units as a whole number.");
                    break;
                case "currency":
                    currency = Text.TryRead(reader.GetString(), static code => new Currency(code), out var read) ? read : throw new JsonException("Money needs an ISO 4217 currency.");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return minor is { } amount && currency is { } of ? new Money(amount, of) : throw new JsonException("Money needs minor and currency.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("minor", value.Minor);
        writer.WriteString("currency", value.Currency.Code);
        writer.WriteEndObject();
    }
}
