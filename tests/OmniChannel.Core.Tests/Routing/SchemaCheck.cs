using System.Text.Json;

namespace OmniChannel.Tests.Routing;

/// <summary>As much of JSON Schema as our schemas of what we write use; a member that a schema does not name is an error here, so that none stays undocumented.</summary>
internal sealed class SchemaCheck(JsonElement schema)
{
    public List<string> Wrong { get; } = [];

    public void Holds(JsonElement value) => Holds(schema, value, "$");

    private void Holds(JsonElement by, JsonElement value, string place)
    {
        if (by.TryGetProperty("$ref", out var reference))
        {
            by = schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        }

        foreach (var said in by.EnumerateObject())
        {
            switch (said.Name)
            {
                case "type":
                    Expect(Types(said.Value).Contains(TypeOf(value)) || (Types(said.Value).Contains("number") && TypeOf(value) == "integer"), place, $"is {TypeOf(value)}");
                    break;
                case "const":
                    Expect(JsonElement.DeepEquals(said.Value, value), place, value.GetRawText());
                    break;
                case "enum":
                    Expect(said.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), place, value.GetRawText());
                    break;
                case "minimum" when value.ValueKind == JsonValueKind.Number:
                    Expect(value.GetDouble() >= said.Value.GetDouble(), place, value.GetRawText());
                    break;
                case "maximum" when value.ValueKind == JsonValueKind.Number:
                    Expect(value.GetDouble() <= said.Value.GetDouble(), place, value.GetRawText());
                    break;
                case "pattern" when value.ValueKind == JsonValueKind.String:
                    Expect(System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, said.Value.GetString()!), place, value.GetRawText());
                    break;
                case "format":
                    Expect(value.TryGetDateTimeOffset(out var at) && at.Offset == TimeSpan.Zero, place, value.GetRawText());
                    break;
                case "anyOf":
                    Holds(said.Value.EnumerateArray().Single(one => one.TryGetProperty("type", out var type) && type.GetString() == "null" == (value.ValueKind == JsonValueKind.Null)
                        || (!one.TryGetProperty("type", out _) && value.ValueKind != JsonValueKind.Null)), value, place);
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    Expect(said.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)), place, "lacks a member");
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    Members(said.Value, value, place);
                    break;
                case "additionalProperties" when said.Value.ValueKind == JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                    {
                        Holds(said.Value, member.Value, $"{place}.{member.Name}");
                    }

                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (number, item) in value.EnumerateArray().Index())
                    {
                        Holds(said.Value, item, $"{place}[{number}]");
                    }

                    break;
                case "oneOf":
                    Expect(said.Value.EnumerateArray().Count(one => WouldHold(one, value)) == 1, place, $"is not one of {said.Value.GetArrayLength()}: {value.GetRawText()}");
                    break;
                case "minItems" when value.ValueKind == JsonValueKind.Array:
                    Expect(value.GetArrayLength() >= said.Value.GetInt32(), place, $"{value.GetArrayLength()} items");
                    break;
                case "maxItems" when value.ValueKind == JsonValueKind.Array:
                    Expect(value.GetArrayLength() <= said.Value.GetInt32(), place, $"{value.GetArrayLength()} items");
                    break;
                case "uniqueItems" when value.ValueKind == JsonValueKind.Array:
                    Expect(value.EnumerateArray().Select(one => one.GetRawText()).Distinct().Count() == value.GetArrayLength(), place, "holds one twice");
                    break;
                case "minLength" when value.ValueKind == JsonValueKind.String:
                    Expect(value.GetString()!.EnumerateRunes().Count() >= said.Value.GetInt32(), place, value.GetRawText());
                    break;
                case "maxLength" when value.ValueKind == JsonValueKind.String:
                    Expect(value.GetString()!.EnumerateRunes().Count() <= said.Value.GetInt32(), place, value.GetRawText());
                    break;
                case "minProperties" when value.ValueKind == JsonValueKind.Object:
                    Expect(value.EnumerateObject().Count() >= said.Value.GetInt32(), place, "has too few members");
                    break;
                case "maxProperties" when value.ValueKind == JsonValueKind.Object:
                    Expect(value.EnumerateObject().Count() <= said.Value.GetInt32(), place, "has too many members");
                    break;
                case "pattern" or "minimum" or "maximum" or "items" or "minItems" or "maxItems" or "uniqueItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties" or "default":
                    break;
                case "additionalProperties" when said.Value.ValueKind == JsonValueKind.False:
                    break;
                case "$schema" or "$id" or "$ref" or "$defs" or "title" or "description" or "required" or "properties":
                    break;
                default:
                    throw new InvalidOperationException($"Nobody checks {said.Name}.");
            }
        }
    }

    private bool WouldHold(JsonElement by, JsonElement value)
    {
        var before = Wrong.Count;
        Holds(by, value, "$");
        var held = Wrong.Count == before;
        Wrong.RemoveRange(before, Wrong.Count - before);
        return held;
    }

    private void Members(JsonElement properties, JsonElement value, string place)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var by))
            {
                Holds(by, member.Value, $"{place}.{member.Name}");
            }
            else
            {
                Wrong.Add($"{place}.{member.Name} is not in the schema");
            }
        }
    }

    private static string[] Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };

    private void Expect(bool holds, string place, string found)
    {
        if (!holds)
        {
            Wrong.Add($"{place}: {found}");
        }
    }
}
