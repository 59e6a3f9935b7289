using System.Text.Json;

namespace OmniChannel;

/// <summary>Writes the shapes of scores.</summary>
internal static class PointsWriter
{
    public static void Write(Utf8JsonWriter json, ScorePoints points)
    {
        switch (points)
        {
            case FixedPoints @fixed:
                json.WriteNumberValue(@fixed.Points);
                break;
            case ScoreTable table:
                json.WriteStartObject();
                json.WritePropertyName("table");
                Table(json, table);
                json.WriteEndObject();
                break;
            case StepPoints steps:
                json.WriteStartObject();
                json.WriteStartObject("steps");
                Of(json, steps.Fact, steps.Currency);
                json.WriteStartArray("from");
                foreach (var step in steps.Ladder)
                {
                    Row(json, FactValue.Of(step.From), default, step.Points);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case LinearPoints linear:
                json.WriteStartObject();
                json.WriteStartObject("linear");
                Of(json, linear.Fact, linear.Currency);
                json.WriteNumber("points", linear.Points);
                json.WriteNumber("per", linear.Per);
                Bounds(json, linear.Min, linear.Max);
                break;
            case RatePoints rate:
                json.WriteStartObject();
                json.WriteStartObject("rate");
                json.WriteString("of", rate.Learned.Name);
                json.WriteNumber("points", rate.Points);
                if (rate.Baseline is { } baseline)
                {
                    json.WriteNumber("baseline", baseline);
                }

                Bounds(json, rate.Min, rate.Max);
                break;
            default:
                throw new InvalidOperationException($"Nobody writes {points.GetType().Name}.");
        }
    }

    public static void Table(Utf8JsonWriter json, ScoreTable table)
    {
        json.WriteStartObject();
        json.WritePropertyName("by");
        PolicyWriter.Raw(json, line =>
        {
            line.WriteStartArray();
            foreach (var key in table.Keys)
            {
                line.WriteStringValue(key.Name);
            }

            line.WriteEndArray();
        });
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            Row(json, row.First, row.Second, row.Points);
        }

        json.WriteEndArray();
        if (table.Rest is { } rest)
        {
            json.WriteNumber("otherwise", rest);
        }

        json.WriteEndObject();
    }

    private static void Of(Utf8JsonWriter json, Fact fact, string? currency)
    {
        json.WriteString("of", fact.Name);
        if (currency is not null)
        {
            json.WriteString("currency", currency);
        }
    }

    /// <summary>Ends the shape, too.</summary>
    private static void Bounds(Utf8JsonWriter json, int min, int max)
    {
        json.WriteNumber("min", min);
        json.WriteNumber("max", max);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, FactValue first, FactValue second, int points) => PolicyWriter.Raw(json, line =>
    {
        line.WriteStartArray();
        Key(line, first);
        Key(line, second);
        line.WriteNumberValue(points);
        line.WriteEndArray();
    });

    private static void Key(Utf8JsonWriter line, FactValue key)
    {
        if (key.State != FactState.Present)
        {
            return;
        }

        switch (key.Kind)
        {
            case FactKind.Flag:
                line.WriteBooleanValue(key.Number == 1);
                break;
            case FactKind.Text:
                line.WriteStringValue(key.Text);
                break;
            default:
                line.WriteNumberValue(key.Number);
                break;
        }
    }
}
