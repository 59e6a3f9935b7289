using System.Text.Json;

namespace OmniChannel;

/// <summary>Reads the rules of a policy file.</summary>
internal sealed class RuleReader(PartReader parts)
{
    private static readonly string[] Kinds = ["exclude", "require", "score"];

    private readonly PointsReader _points = new(parts);

    public void Read(JsonPart part, PolicyBuilder builder)
    {
        if (JsonMembers.Of(part, parts.Findings) is not { } rule)
        {
            return;
        }

        var kinds = Kinds.Where(rule.Has).ToArray();
        if (kinds.Length != 1)
        {
            parts.Findings.Add(JsonCodes.Missing, part, $"A rule has one of: {string.Join(", ", Kinds)}; found {(kinds.Length == 0 ? "none" : string.Join(", ", kinds))}.");
            return;
        }

        var channels = parts.Channels(rule, kinds[0]) ?? [];
        var when = parts.When(rule);
        var because = rule.Text("because", 500, required: true);
        var made = kinds[0] switch
        {
            "require" => new RequireRule { Channels = channels, When = Condition.Always, Because = "?" },
            "score" => rule.Take("points", required: true) is { } points && _points.Read(points) is { } shape ? new ScoreRule { Channels = channels, When = Condition.Always, Because = "?", Points = shape } : null,
            _ => Excludes(rule, channels),
        };
        rule.Finish();
        if (made is not null && when is not null && because is not null)
        {
            parts.Try(part, () => builder.Add(made with { When = when, Because = because }));
        }
    }

    private PolicyRule? Excludes(JsonMembers rule, IReadOnlyList<Channel> channels)
    {
        if (rule.Has("within"))
        {
            return JsonMembers.Of(rule.Take("within"), parts.Findings) is { } window ? Within(window, channels) : null;
        }

        if (rule.Has("above"))
        {
            return JsonMembers.Of(rule.Take("above"), parts.Findings) is { } budget ? Above(budget, channels) : null;
        }

        _ = (rule.Take("within"), rule.Take("above"));
        return new ExcludeRule { Channels = channels, When = Condition.Always, Because = "?" };
    }

    private WindowRule? Within(JsonMembers window, IReadOnlyList<Channel> channels)
    {
        var (minute, shift) = (Number(window, "minute"), Number(window, "shift", required: false));
        var (from, until) = (Number(window, "from"), Number(window, "until"));
        window.Finish();
        return minute is not null && from is not null && until is not null
            ? new WindowRule { Channels = channels, When = Condition.Always, Because = "?", Minute = minute, Shift = shift, From = from, Until = until }
            : null;
    }

    private BudgetRule? Above(JsonMembers budget, IReadOnlyList<Channel> channels)
    {
        var left = parts.Fact(budget, "left");
        var currency = budget.Text("currency", 3);
        var costs = budget.Take("costs", required: true) is { } table ? _points.Table(table) : null;
        budget.Finish();
        if (left is not null && left.Kind != (currency is null ? FactKind.Number : FactKind.Money))
        {
            parts.Findings.Add(JsonCodes.WrongType, budget.Part, currency is null ? $"{left} is no number." : $"{left} is no money.", left.Kind == FactKind.Money ? "State the \"currency\" of the costs." : null);
            return null;
        }

        return left is null || costs is null ? null : parts.Try(budget.Part, () => new BudgetRule
        {
            Channels = channels,
            When = Condition.Always,
            Because = "?",
            Left = left,
            Costs = costs,
            Currency = currency is null ? null : new Currency(currency),
        });
    }

    private Fact? Number(JsonMembers members, string name, bool required = true)
    {
        var fact = parts.Fact(members, name, required);
        if (fact is null or { Kind: FactKind.Number })
        {
            return fact;
        }

        parts.Findings.Add(JsonCodes.WrongType, members.Take(name)!, $"{fact} is no number.");
        return null;
    }
}
