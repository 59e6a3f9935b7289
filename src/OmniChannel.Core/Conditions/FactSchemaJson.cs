using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniChannel;

/// <summary>The two directions of <c>facts.json</c>.</summary>
internal static class FactSchemaJson
{
    private const int Version = 1;

    /// <summary>The one way in which the library writes canonical JSON: indented, LF, nothing escaped that need not be.</summary>
    public static JsonWriterOptions Canonical { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FactSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("facts");
            foreach (var fact in schema.All)
            {
                Write(json, fact);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static FactSchemaReadResult Read(ReadOnlyMemory<byte> text)
    {
        var findings = new JsonFindings(text);
        var facts = new List<Fact>();
        if (JsonMembers.Of(JsonPartReader.Read(text, findings), findings) is { } whole)
        {
            whole.Take("$schema");
            whole.Number("version", Version, Version, required: true);
            foreach (var part in whole.List("facts", FactSchema.MaxHostFacts + BuiltInFacts.All.Count, required: true) ?? [])
            {
                if (FactOf(part, findings) is not { } fact)
                {
                    continue;
                }

                if (facts.Exists(other => other.Name == fact.Name))
                {
                    findings.Add(JsonCodes.Twice, part, $"The fact {fact.Name} is declared a second time.", "Keep one declaration.");
                }
                else
                {
                    facts.Add(fact);
                }
            }

            whole.Finish();
        }

        return findings.HasErrors
            ? new FactSchemaReadResult(null, findings.All)
            : new FactSchemaReadResult(FactSchema.BuiltIn.With(facts), []);
    }

    public static void Write(Utf8JsonWriter json, Fact fact)
    {
        var domain = fact.Domain;
        json.WriteStartObject();
        json.WriteString("name", fact.Name);
        json.WriteString("type", TypeOf(fact.Kind));
        if (domain.Min is { } min && domain.Max is { } max)
        {
            json.WriteNumber("min", min);
            json.WriteNumber("max", max);
        }

        if (domain.Unit is { } unit)
        {
            json.WriteString("unit", unit);
        }

        if (domain.Currency is { } currency)
        {
            json.WriteString("currency", currency);
        }

        if (domain.Values.Count > 0)
        {
            json.WriteStartArray("values");
            foreach (var value in domain.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        if (domain.PerChannel)
        {
            json.WriteBoolean("perChannel", true);
        }

        json.WriteString("description", fact.Description);
        json.WriteEndObject();
    }

    private static string TypeOf(FactKind kind) => kind switch
    {
        FactKind.Flag => "bool",
        FactKind.Number => "int",
        FactKind.Text => "text",
        _ => "money",
    };

    public static Fact? FactOf(JsonPart part, JsonFindings findings)
    {
        if (JsonMembers.Of(part, findings) is not { } members)
        {
            return null;
        }

        var name = members.Text("name", 80, required: true) ?? "";
        var type = members.Text("type", 10, required: true);
        var description = members.Text("description", 500) ?? "";
        var perChannel = members.Flag("perChannel") ?? false;
        var builtIn = FactSchema.BuiltIn.Find(name);
        Fact? fact = null;
        try
        {
            var own = name.StartsWith(FactDeclaration.Prefix, StringComparison.Ordinal) ? name[FactDeclaration.Prefix.Length..] : name;
            fact = type switch
            {
                null => null,
                _ when builtIn is not null => BuiltIn(members, builtIn, type, perChannel),
                _ when own == name => Nameless(members, name),
                "bool" => Facts.Custom.Flag(own, description, perChannel),
                "int" => Facts.Custom.Number(own, description, members.Number("min", int.MinValue, int.MaxValue, required: true) ?? 0, members.Number("max", int.MinValue, int.MaxValue, required: true) ?? 0, perChannel, members.Text("unit", 64)),
                "text" => Facts.Custom.Text(own, description, [.. members.Texts("values", 1000).Select(one => one.Text)], perChannel),
                "money" => Facts.Custom.Money(own, description, members.Text("currency", 3, required: true) ?? "EUR", perChannel),
                _ => Typeless(members, type),
            };
        }
        catch (ArgumentException problem)
        {
            findings.Add(JsonCodes.BadValue, part, problem.Message.Split(" (Parameter", 2)[0]);
        }

        members.Finish();
        return fact;
    }

    /// <summary>A built-in fact that the file declares as it is.</summary>
    private static Fact? BuiltIn(JsonMembers members, Fact builtIn, string type, bool perChannel)
    {
        var domain = new FactDomain
        {
            Min = members.Number("min", int.MinValue, int.MaxValue),
            Max = members.Number("max", int.MinValue, int.MaxValue),
            Unit = members.Text("unit", 64),
            Currency = members.Text("currency", 3),
            Values = [.. members.Texts("values", 1000).Select(one => one.Text)],
            PerChannel = perChannel,
        };
        if (TypeOf(builtIn.Kind) == type && domain == builtIn.Domain)
        {
            return builtIn;
        }

        members.Findings.Add(JsonCodes.BadValue, members.Part, $"{builtIn.Name} is built in, and declared otherwise by this version of the library.", "Leave it out, or export the file anew.");
        return null;
    }

    private static Fact? Nameless(JsonMembers members, string name)
    {
        members.Findings.Add(JsonCodes.UnknownFact, members.Part, $"{name} is no built-in fact, and a host's own begins with \"{FactDeclaration.Prefix}\".", NearestName.To(name, BuiltInFacts.All.Select(fact => fact.Name)) is { } near ? $"Did you mean \"{near}\"?" : null);
        return null;
    }

    private static Fact? Typeless(JsonMembers members, string type)
    {
        members.Findings.Add(JsonCodes.BadValue, members.Part, $"\"{type}\" is no type of a fact; expected bool, int, text or money.");
        return null;
    }
}
