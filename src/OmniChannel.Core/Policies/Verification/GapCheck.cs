namespace OmniChannel;

/// <summary>Personas, stages, hours, purposes, and pairs of them, for which the rules leave no channel to anybody; and single customers who are left without one.</summary>
internal static class GapCheck
{
    private const int MostGaps = 20;

    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        var boxes = new OpenBoxes(examined);
        return GapAudience.Of(examined).SelectMany(audience => Find(examined, audience, boxes));
    }

    private static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined, GapAudience audience, OpenBoxes boxes)
    {
        if (audience.Channels.Count == 0)
        {
            yield break;
        }

        if (IsShut(boxes, audience, []))
        {
            yield return Gap(examined, audience, [], IsMeant(examined, audience, []) ? DiagnosticSeverity.Info : DiagnosticSeverity.Error);
            yield break;
        }

        var gaps = new List<GapDimension[]>();
        var values = GapDimension.Of(examined);
        foreach (var value in values)
        {
            if (IsShut(boxes, audience, [value]))
            {
                gaps.Add([value]);
            }
        }

        var open = values.Where(value => !gaps.Exists(gap => gap[0] == value)).ToList();
        for (var i = 0; i < open.Count; i++)
        {
            for (var j = i + 1; j < open.Count; j++)
            {
                if (!open[i].Fact.Equals(open[j].Fact) && IsShut(boxes, audience, [open[i], open[j]]))
                {
                    gaps.Add([open[i], open[j]]);
                }
            }
        }

        foreach (var gap in gaps.Take(MostGaps))
        {
            yield return Gap(examined, audience, gap, IsMeant(examined, audience, gap) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning);
        }

        if (gaps.Count > MostGaps)
        {
            yield return More(audience, gaps.Count);
        }

        if (Left(examined, audience, gaps) is { } left)
        {
            yield return left;
        }
    }

    /// <summary>Proved: nobody of whom this is so gets any channel.</summary>
    private static bool IsShut(OpenBoxes boxes, GapAudience audience, GapDimension[] gap)
    {
        LeafRegion[] within = [.. audience.Within, .. gap.Select(value => value.Region)];
        return audience.Channels.All(channel => boxes.IsShut(channel, within));
    }

    /// <summary>One rule that speaks of every channel shuts them all: somebody wanted that.</summary>
    private static bool IsMeant(ExaminedPolicy examined, GapAudience audience, GapDimension[] gap) => examined.Policy.Rules.Any(rule =>
        rule is ExcludeRule { Channels.Count: 0 }
        && audience.Channels.All(channel => examined.Solver.Meet([.. audience.Within, .. gap.Select(value => value.Region), examined.In(rule, channel, atMost: true)]).IsNowhere));

    private static PolicyFinding Gap(ExaminedPolicy examined, GapAudience audience, GapDimension[] gap, DiagnosticSeverity severity)
    {
        Region[] within = [.. audience.Within, .. gap.Select(value => value.Region)];
        var by = audience.Channels.Select(channel => (Channel: channel, Rules: examined.Core([.. examined.RulesThatTakeOut(channel)], one => examined.In(one.Rule, channel, atMost: true), within))).ToList();
        var example = examined.Solver.Meet(within).Box is { } box ? WitnessFacts.Of(examined.Space, box, [.. gap.Select(value => value.Region.Variable)]) : null;
        return new PolicyFinding
        {
            Code = "OC2302",
            Severity = severity,
            Place = audience.Place,
            Found = gap.Length == 0 ? "No channel can ever be chosen, for anybody." : $"No channel can ever be chosen where {string.Join(" and ", gap.Select(value => value.ToString()))}.",
            Why = string.Join(' ', by.Select(one => $"{one.Channel} is taken out by {Why.List(one.Rules.ConvertAll(rule => PolicyPlace.Of(rule.Rule, rule.Index)))}.")),
            Fix = severity == DiagnosticSeverity.Info ? "A rule for every channel says so; nothing has to be done if it is meant." : "Narrow one of these rules, or open one more channel.",
            Related = [.. by.SelectMany(one => one.Rules).DistinctBy(one => one.Index).OrderBy(one => one.Index).Select(one => PolicyPlace.Of(one.Rule, one.Index))],
            Witness = example?.ToText() ?? [],
            Example = example,
        };
    }

    private static PolicyFinding More(GapAudience audience, int count) => new()
    {
        Code = "OC2302",
        Severity = DiagnosticSeverity.Warning,
        Place = audience.Place,
        Found = FormattableString.Invariant($"There are {count - MostGaps} more gaps."),
        Why = FormattableString.Invariant($"{MostGaps} are shown."),
        Fix = "Mend those that are shown, and verify again.",
    };

    /// <summary>Somebody outside the gaps, of whom everything is known and nothing is excluded on purpose, and who gets no channel.</summary>
    private static PolicyFinding? Left(ExaminedPolicy examined, GapAudience audience, List<GapDimension[]> gaps)
    {
        Region[] outside =
        [
            .. audience.Within,
            .. gaps.Select(gap => Region.Any(gap.Select(value => new LeafRegion(value.Region.Variable, examined.Space[value.Region.Variable].Possible.Except(value.Region.Classes))))),
            .. audience.Channels.SelectMany(channel => examined.RulesThatTakeOut(channel).Where(one => one.Rule.Channels.Count == 0).Select(one => examined.In(one.Rule, channel, atMost: false))),
            .. audience.Channels.Select(channel => Region.Any(examined.RulesThatTakeOut(channel).Where(one => one.Rule.Channels.Count > 0).Select(one => examined.Out(one.Rule, channel, atMost: false)))),
        ];
        var known = Enumerable.Range(0, examined.Space.Count).Select(variable => (Region)new LeafRegion(variable, examined.Space[variable].Partition.Where(one => !one.IsMissing)));
        if (examined.Solver.Meet([.. outside, .. known]).Box is not { } box)
        {
            return null;
        }

        var example = WitnessFacts.Of(examined.Space, box);
        return new PolicyFinding
        {
            Code = "OC2303",
            Severity = DiagnosticSeverity.Info,
            Place = audience.Place,
            Found = "Some customers are left without any channel.",
            Why = "The rules of the single channels, together, take every one out for them.",
            Fix = "Leave one channel without a rule that takes it out, if nobody is to be lost.",
            Witness = example.ToText(),
            Example = example,
        };
    }
}
