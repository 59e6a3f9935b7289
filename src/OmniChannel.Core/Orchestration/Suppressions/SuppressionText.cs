using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Writes and reads the lines of a suppression list.</summary>
internal static class SuppressionText
{
    public static IReadOnlyList<string> Columns { get; } = ["channel", "address", "hash", "customer", "cause", "at", "by", "scope"];

    public static string Csv(SuppressionEntry entry) => string.Join(',', ValuesOf(entry).Select(Quoted));

    public static string Json(SuppressionEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Columns.Zip(ValuesOf(entry)))
            {
                if (value.Length > 0)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The fields of a CSV line; null when a quote is not closed.</summary>
    public static List<string>? Fields(string line)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (isQuoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (c == '"' && (isQuoted || field.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return isQuoted ? null : fields;
    }

    /// <summary>The members of a JSON line; null when it is none, or has a member that is no text.</summary>
    public static Dictionary<string, string>? Members(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                ? document.RootElement.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Value.GetString() ?? "", StringComparer.Ordinal)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a line says; a problem, with no address in it, when it says nothing that can be kept.</summary>
    public static (SuppressionEntry? Entry, string? Problem) Of(Dictionary<string, string> members, DateTimeOffset now, string by)
    {
        string? At(string name) => members.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        var (channel, address, hash, at) = (At("channel"), At("address"), At("hash"), At("at"));
        var when = now;
        var problem = !Text.TryRead(channel, static text => new Channel(text), out var named) ? "its channel is missing or none"
            : address is null && hash is null ? "it has neither an address nor a hash"
            : address is { Length: > 4096 } ? "its address is longer than 4,096 characters"
            : hash is not null && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) ? "its hash is not 64 lower-case hexadecimal digits"
            : at is not null && !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out when) ? "its time is not of ISO 8601"
            : when > now + TimeSpan.FromDays(1) ? "its time is more than a day ahead of the clock"
            : At("cause") is { } cause && !Text.TryRead(cause, static text => new SuppressionCause(text), out _) ? "its cause is not a name"
            : At("customer") is { } customer && !Text.TryRead(customer, static text => new CustomerId(text), out _) ? "its customer is not an identifier"
            : At("scope") is { } scope && (scope.Length > 200 || At("customer") is not null) ? "its scope is longer than 200 characters, or stands beside a customer"
            : null;
        return problem is not null ? (null, problem) : (
            new SuppressionEntry
            {
                Channel = named,
                Address = address,
                Hash = hash,
                Customer = At("customer") is { } one ? new CustomerId(one) : null,
                Scope = At("scope"),
                Cause = At("cause") is { } name ? new SuppressionCause(name) : SuppressionCause.Manual,
                At = when.ToUniversalTime(),
                By = By(At("by"), by),
            },
            null);
    }

    private static string By(string? said, string by) => said is null ? by : said.Length <= 200 ? said : said[..200];

    private static string[] ValuesOf(SuppressionEntry entry) =>
    [
        entry.Channel.Name, entry.Address ?? "", entry.Hash ?? "", entry.Customer?.Value ?? "", entry.Cause.Name, entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.By, entry.Scope ?? "",
    ];

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
