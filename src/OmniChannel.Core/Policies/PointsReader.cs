using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads the shapes of scores in a policy file.</summary>
internal sealed class PointsReader(PartReader parts)
{
    private static readonly string[] Shapes = ["table", "steps", "linear", "rate"];

    public ScorePoints? Read(JsonPart part)
    {
        if (part.Kind == JsonValueKind.Number)
        {
            return JsonMembers.Whole(part, -ScorePoints.Most, ScorePoints.Most, parts.Findings) is { } points ? (int)points : null;
        }

        if (JsonMembers.Of(part, parts.Findings) is not { } shape)
        {
            return null;
        }

        var found = Shapes.Where(shape.Has).ToArray();
        if (found.Length != 1)
        {
            parts.Findings.Add(JsonCodes.Missing, part, $"Points are a whole number, or one of: {string.Join(", ", Shapes)}.");
            return null;
        }

        var inner = shape.Take(found[0])!;
        shape.Finish();
        return found[0] == "table" ? Table(inner)
            : JsonMembers.Of(inner, parts.Findings) is not { } members ? null
            : found[0] switch { "steps" => Steps(members), "linear" => Linear(members), _ => Rate(members) };
    }

    /// <summary>A table, its rows in any order; completeness is judged when the rule is added.</summary>
    public ScoreTable? Table(JsonPart part)
    {
        if (JsonMembers.Of(part, parts.Findings) is not { } table)
        {
            return null;
        }

        var keys = table.Texts("by", 2, required: true).Select(key => parts.FactOf(key.Text, key.Part)).ToArray();
        var rows = table.List("rows", ScoreTable.MaxRows, required: true) ?? [];
        var rest = table.Number("otherwise", int.MinValue, int.MaxValue);
        table.Finish();
        if (keys.Length == 0 || Array.Exists(keys, key => key is null))
        {
            return null;
        }

        var made = parts.Try(part, () => ScoreTable.By(keys!));
        return made?.With([.. rows.Select(row => Row(row, keys!)).OfType<TableRow>()], rest);
    }

    private TableRow? Row(JsonPart row, Fact[] keys)
    {
        if (row.Kind != JsonValueKind.Array || row.Items.Count != keys.Length + 1)
        {
            parts.Findings.Add(JsonCodes.Rows, row, $"A row is a list of {keys.Length + 1}: {string.Join(", ", keys.Select(key => key.Name))} and points; found {row.Described}{(row.Kind == JsonValueKind.Array ? $" of {row.Items.Count}" : "")}.");
            return null;
        }

        var first = Key(row.Items[0], keys[0]);
        var second = keys.Length == 2 ? Key(row.Items[1], keys[1]) : FactValue.Absent;
        var points = JsonMembers.Whole(row.Items[^1], int.MinValue, int.MaxValue, parts.Findings);
        return first is { } one && second is { } two && points is { } worth ? new TableRow(one, two, (int)worth) : null;
    }

    private FactValue? Key(JsonPart part, Fact fact)
    {
        FactValue? key = (fact.Kind, part.Kind) switch
        {
            (FactKind.Text, JsonValueKind.String) => FactValue.Of(part.Text),
            (FactKind.Flag, JsonValueKind.True or JsonValueKind.False) => FactValue.Of(part.Kind == JsonValueKind.True),
            (FactKind.Number, _) => JsonMembers.Whole(part, long.MinValue, long.MaxValue, parts.Findings) is { } number ? FactValue.Of(number) : null,
            _ => FactValue.Error,
        };
        if (key is not { } value)
        {
            return null;
        }

        try
        {
            ScoreTable.Require(fact, value);
            return value;
        }
        catch (ArgumentException)
        {
            parts.Findings.Add(JsonCodes.Rows, part, $"{fact} is never {part.Described}.", fact.Domain.Values.Count > 0 ? $"It is one of {string.Join(", ", fact.Domain.Values)}." : null);
            return null;
        }
    }

    private StepPoints? Steps(JsonMembers members)
    {
        var fact = parts.Fact(members, "of");
        var currency = CurrencyOf(members);
        var steps = new List<ScoreStep>();
        foreach (var step in members.List("from", 100, required: true) ?? [])
        {
            if (step is { Kind: JsonValueKind.Array, Items.Count: 2 }
                && JsonMembers.Whole(step.Items[0], long.MinValue, long.MaxValue, parts.Findings) is { } from
                && JsonMembers.Whole(step.Items[1], -ScorePoints.Most, ScorePoints.Most, parts.Findings) is { } points)
            {
                steps.Add(new ScoreStep(from, (int)points));
            }
            else if (step is not { Kind: JsonValueKind.Array, Items.Count: 2 })
            {
                parts.Findings.Add(JsonCodes.Rows, step, $"A step is a list of two: where it begins, and its points; found {step.Described}.");
            }
        }

        members.Finish();
        return fact is null ? null : parts.Try(members.Part, () => ScoreShapes.Steps(fact, currency, [.. steps]));
    }

    private LinearPoints? Linear(JsonMembers members)
    {
        var fact = parts.Fact(members, "of");
        var currency = CurrencyOf(members);
        var points = members.Number("points", -ScorePoints.Most, ScorePoints.Most, required: true);
        var per = members.Take("per") is { } part ? JsonMembers.Whole(part, 1, long.MaxValue, parts.Findings) : 1;
        var (min, max) = Bounds(members);
        members.Finish();
        return fact is null || points is not { } worth || per is not { } units ? null : parts.Try(members.Part, () => ScoreShapes.Linear(fact, currency, worth, units, min, max));
    }

    private RatePoints? Rate(JsonMembers members)
    {
        var fact = parts.Fact(members, "of");
        var points = members.Number("points", -ScorePoints.Most, ScorePoints.Most, required: true);
        var baseline = members.Number("baseline", 0, 1000);
        var (min, max) = Bounds(members);
        members.Finish();
        return fact is null || points is not { } worth ? null : parts.Try(members.Part, () => ScoreShapes.Rate(fact, worth, baseline, min, max));
    }

    private string? CurrencyOf(JsonMembers members) =>
        members.Text("currency", 3) is { } code ? (parts.Try<object>(members.Take("currency")!, () => new Currency(code)) as Currency?)?.Code : null;

    private static (int Min, int Max) Bounds(JsonMembers members) =>
        (members.Number("min", -ScorePoints.Most, ScorePoints.Most) ?? -ScorePoints.Most, members.Number("max", -ScorePoints.Most, ScorePoints.Most) ?? ScorePoints.Most);
}
