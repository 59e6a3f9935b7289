namespace OmniChannel;

/// <summary>Where the transitions of a funnel lead, taken together: rounds that nobody has to do anything for, and stages that nobody comes to.</summary>
internal static class FunnelPaths
{
    /// <param name="funnel">One whose stages and transitions are right one by one.</param>
    /// <param name="say">Takes a place, a message and whether it is a warning.</param>
    public static void Check(Funnel funnel, Action<string, string, bool> say)
    {
        for (var i = 0; i < funnel.Stages.Count; i++)
        {
            if (RoundFrom(funnel, funnel.Stages[i].Stage) is { } round)
            {
                say(FormattableString.Invariant($"stage {i + 1} ({funnel.Stages[i].Stage})"), $"time alone leads in a circle, {string.Join(" → ", round)}: nobody would ever stand still. Let one of these transitions wait for a touchpoint.", false);
                break;
            }
        }

        var reached = new HashSet<FunnelStage> { funnel.Start };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(funnel.Transitions.Where(one => one.From.Any(reached.Contains)).Select(one => one.To));
        }

        for (var i = 0; i < funnel.Stages.Count; i++)
        {
            if (!reached.Contains(funnel.Stages[i].Stage))
            {
                say(FormattableString.Invariant($"stage {i + 1} ({funnel.Stages[i].Stage})"), $"no transition leads to it from {funnel.Start}: nobody will stand there.", true);
            }
        }

        for (var i = 0; i < funnel.Transitions.Count; i++)
        {
            if (ShadowedBy(funnel, i) is { } first)
            {
                say(FunnelChecks.PlaceOf(funnel, i), FormattableString.Invariant($"transition {first + 1} comes first for the same touchpoints, so this one never moves anybody."), true);
            }
        }
    }

    /// <summary>A way by time alone from a stage back to itself.</summary>
    private static List<FunnelStage>? RoundFrom(Funnel funnel, FunnelStage start)
    {
        var came = new Dictionary<FunnelStage, FunnelStage>();
        var rest = new Queue<FunnelStage>([start]);
        while (rest.TryDequeue(out var stage))
        {
            foreach (var next in funnel.Transitions.Where(one => one.After is not null && one.From.Contains(stage)).Select(one => one.To))
            {
                if (next == start)
                {
                    List<FunnelStage> way = [start];
                    for (var at = stage; at != start; at = came[at])
                    {
                        way.Insert(0, at);
                    }

                    return [start, .. way];
                }

                if (came.TryAdd(next, stage))
                {
                    rest.Enqueue(next);
                }
            }
        }

        return null;
    }

    /// <summary>The place of an earlier transition that takes all its touchpoints, whatever they say.</summary>
    private static int? ShadowedBy(Funnel funnel, int index)
    {
        var one = funnel.Transitions[index];
        for (var i = 0; i < index; i++)
        {
            var before = funnel.Transitions[i];
            if (one.After is null && before.After is null && one.On.Count > 0 && (before.When is null || before.When.Equals(one.When))
                && one.On.All(before.On.Contains) && one.From.All(before.From.Contains))
            {
                return i;
            }
        }

        return null;
    }
}
