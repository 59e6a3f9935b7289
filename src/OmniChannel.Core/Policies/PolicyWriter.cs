using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Writes a policy as canonical JSON: every member in a fixed order, defaults spelled out, lists of names on one line.</summary>
internal static class PolicyWriter
{
    public const int Version = 1;

    private static readonly JsonWriterOptions OneLine = FactSchemaJson.Canonical with { Indented = false };

    public static byte[] Write(Policy policy)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, FactSchemaJson.Canonical))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("name", policy.Name);
            Facts(json, policy);
            json.WriteStartArray("rules");
            foreach (var rule in policy.Rules)
            {
                Rule(json, rule);
            }

            json.WriteEndArray();
            json.WriteStartArray("plans");
            foreach (var plan in policy.Plans)
            {
                Plan(json, plan);
            }

            json.WriteEndArray();
            Limits(json, policy);
            Strings(json, "terms", policy.Terms.Select(NameOf));
            json.WriteNumber("waitingPointsPerHour", policy.PointsPerHourWaited);
            json.WriteStartObject("money");
            json.WriteNumber("pointsPerUnit", policy.PointsPerMoneyUnit);
            json.WriteString("currency", policy.CostCurrency.Code);
            json.WriteEndObject();
            json.WriteNumber("holdoutPerMille", policy.HoldoutPerMille);
            json.WriteNumber("explorationPerMille", policy.ExplorationPerMille);
            json.WriteString("otherwise", policy.OtherwiseBest ? "best" : "nothing");
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static string NameOf<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The member that says what a rule does, and to which channels.</summary>
    public static string KindOf(PolicyRule rule) => rule switch { ScoreRule => "score", RequireRule => "require", _ => "exclude" };

    private static void Facts(Utf8JsonWriter json, Policy policy)
    {
        json.WriteStartArray("facts");
        foreach (var fact in PolicyFacts.OfHost(policy))
        {
            Raw(json, line => FactSchemaJson.Write(line, fact));
        }

        json.WriteEndArray();
    }

    private static void Rule(Utf8JsonWriter json, PolicyRule rule)
    {
        json.WriteStartObject();
        Strings(json, KindOf(rule), Channels(rule.Channels));
        switch (rule)
        {
            case ScoreRule score:
                json.WritePropertyName("points");
                PointsWriter.Write(json, score.Points);
                break;
            case WindowRule window:
                json.WriteStartObject("within");
                json.WriteString("minute", window.Minute.Name);
                if (window.Shift is { } shift)
                {
                    json.WriteString("shift", shift.Name);
                }

                json.WriteString("from", window.From.Name);
                json.WriteString("until", window.Until.Name);
                json.WriteEndObject();
                break;
            case BudgetRule budget:
                json.WriteStartObject("above");
                json.WriteString("left", budget.Left.Name);
                if (budget.Currency is { } currency)
                {
                    json.WriteString("currency", currency.Code);
                }

                json.WritePropertyName("costs");
                PointsWriter.Table(json, budget.Costs);
                json.WriteEndObject();
                break;
            default:
                break;
        }

        json.WriteString("when", rule.When.ToString());
        json.WriteString("because", rule.Because);
        json.WriteEndObject();
    }

    private static void Plan(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject();
        Strings(json, "firstOf", Channels(plan.FirstOf));
        if (plan.StepUpAfter is { } after)
        {
            json.WriteString("stepUpAfter", Lengths.Write(after));
        }

        json.WriteString("when", plan.When.ToString());
        json.WriteString("because", plan.Because);
        json.WriteEndObject();
    }

    private static void Limits(Utf8JsonWriter json, Policy policy)
    {
        json.WriteBoolean("safeCaps", false);
        json.WriteStartArray("caps");
        foreach (var cap in policy.Caps)
        {
            json.WriteStartObject();
            json.WriteNumber("max", cap.Max);
            _ = cap.Window switch
            {
                CapWindow.Rolling rolling => Text(json, "within", Lengths.Write(rolling.Length)),
                CapWindow.CalendarDay day => Text(json, "dayIn", day.TimeZone),
                _ => throw new InvalidOperationException($"Nobody writes {cap.Window.GetType().Name}."),
            };
            json.WriteString("per", NameOf(cap.Per));
            Strings(json, "channels", Channels(cap.Channels));
            Strings(json, "purposes", cap.Purposes.Select(purpose => purpose.Name));
            if (cap.WaivedFrom is { } urgency)
            {
                json.WriteString("waivedFrom", NameOf(urgency));
            }

            Strings(json, "waivedFor", cap.WaivedFor.Select(purpose => purpose.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("safeQuietHours", false);
        json.WriteStartArray("quietHours");
        foreach (var quiet in policy.Quiet)
        {
            json.WriteStartObject();
            json.WriteString("from", quiet.From.ToString("HH:mm", CultureInfo.InvariantCulture));
            json.WriteString("until", quiet.Until.ToString("HH:mm", CultureInfo.InvariantCulture));
            Strings(json, "days", quiet.Days.Select(NameOf));
            Strings(json, "channels", Channels(quiet.Channels));
            json.WriteString("waivedFrom", NameOf(quiet.WaivedFrom));
            Strings(json, "waivedFor", quiet.WaivedFor.Select(purpose => purpose.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteString(name, text);
        return true;
    }

    private static IEnumerable<string> Channels(IReadOnlyList<Channel> channels) => channels.Select(channel => channel.Name);

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WritePropertyName(name);
        Raw(json, line =>
        {
            line.WriteStartArray();
            foreach (var text in texts)
            {
                line.WriteStringValue(text);
            }

            line.WriteEndArray();
        });
    }

    /// <summary>A value on one line.</summary>
    public static void Raw(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var line = new Utf8JsonWriter(buffer, OneLine))
        {
            write(line);
        }

        json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }
}
