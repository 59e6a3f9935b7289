namespace OmniChannel;

/// <summary>Everything that is wrong with a funnel, each with its place and what to do.</summary>
internal static class FunnelChecks
{
    private const int MostStages = 50;
    private const int MostTransitions = 500;
    public const int MostPoints = 1000;
    private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromDays(3660);

    public static IReadOnlyList<FunnelFinding> Findings(Funnel funnel, IReadOnlyList<ChannelDefinition> channels)
    {
        var found = new List<FunnelFinding>();
        void Say(string place, string message, bool isWarning = false) => found.Add(new FunnelFinding { Funnel = funnel.Id, Place = place, Message = message, IsWarning = isWarning });

        if (funnel.Id == default)
        {
            Say("", "it has no name; set Id = new FunnelId(\"…\").");
        }

        if (funnel.Stages.Count is 0 or > MostStages || funnel.Transitions.Count > MostTransitions)
        {
            Say("", FormattableString.Invariant($"it has {funnel.Stages.Count} stages and {funnel.Transitions.Count} transitions; expected 1 to {MostStages} stages and at most {MostTransitions} transitions."));
            return found;
        }

        Stages(funnel, channels, Say);
        for (var i = 0; i < funnel.Transitions.Count; i++)
        {
            Transition(funnel, i, (message, isWarning) => Say(PlaceOf(funnel, i), message, isWarning));
        }

        if (found.TrueForAll(one => one.IsWarning))
        {
            FunnelPaths.Check(funnel, Say);
        }

        return found;
    }

    public static string PlaceOf(Funnel funnel, int transition)
    {
        var one = funnel.Transitions[transition];
        return FormattableString.Invariant($"transition {transition + 1} ({string.Join(", ", one.From)} → {one.To})");
    }

    private static void Stages(Funnel funnel, IReadOnlyList<ChannelDefinition> channels, Action<string, string, bool> say)
    {
        var defined = channels.Select(definition => definition.Channel).ToHashSet();
        for (var i = 0; i < funnel.Stages.Count; i++)
        {
            var stage = funnel.Stages[i];
            var place = FormattableString.Invariant($"stage {i + 1} ({stage.Stage})");
            if (stage.Stage == default)
            {
                say(place, "it names no stage; use new FunnelStage(\"…\").", false);
            }

            if (funnel.Stages.Take(i).Any(before => before.Stage == stage.Stage))
            {
                say(place, "the stage stands there twice; keep one.", false);
            }

            if (string.IsNullOrWhiteSpace(stage.Goal))
            {
                say(place, "it has no goal; say in a sentence what is to be reached.", false);
            }

            foreach (var twice in stage.Roles.GroupBy(role => role.Channel).Where(same => same.Skip(1).Any()))
            {
                say(place, $"the channel {twice.Key} has {twice.Count()} roles; keep one.", false);
            }

            foreach (var role in stage.Roles)
            {
                if (!defined.Contains(role.Channel))
                {
                    say(place, $"the channel '{role.Channel}' is not defined{Near(role.Channel.Name, defined.Select(channel => channel.Name))}; add a ChannelDefinition for it, or take the role out.", false);
                }

                if (role.Role == default || role.Points is < -MostPoints or > MostPoints)
                {
                    say(place, FormattableString.Invariant($"the role of {role.Channel} is '{role.Role}' with {role.Points} points; expected a named role and −{MostPoints} to {MostPoints} points."), false);
                }
            }
        }
    }

    private static void Transition(Funnel funnel, int index, Action<string, bool> say)
    {
        var one = funnel.Transitions[index];
        var order = funnel.Stages.Select(stage => stage.Stage).ToList();
        if (one.From.Count == 0)
        {
            say("it leads from no stage; name at least one in From.", false);
        }

        foreach (var stage in one.From.Append(one.To).Distinct().Where(stage => !order.Contains(stage)))
        {
            say($"the funnel has no stage '{stage}'{Near(stage.Name, order.Select(known => known.Name))}; it has {string.Join(", ", order)}.", false);
        }

        if (one.From.Contains(one.To))
        {
            say($"it leads from {one.To} to {one.To}; leave that stage out of From.", false);
        }

        var back = one.From.Where(from => order.IndexOf(from) > order.IndexOf(one.To) && order.Contains(one.To)).ToList();
        if (back.Count > 0 && !one.IsRegression)
        {
            say($"it goes back from {string.Join(", ", back)} to {one.To}; say so by IsRegression = true, or order the stages otherwise.", false);
        }
        else if (one.IsRegression && back.Count < one.From.Count)
        {
            say("it says that it goes back, and does not from every stage; make two transitions of it.", false);
        }

        Trigger(one, say);
    }

    private static void Trigger(StageTransition one, Action<string, bool> say)
    {
        if (one.After is { } after && (one.On.Count > 0 || one.When is not null))
        {
            say("it waits for something (On, When) and for nothing (After); make two transitions of it.", false);
        }
        else if (one.After is null && one.On.Count == 0 && one.When is null)
        {
            say("nothing moves anybody along it; set On, When or After.", false);
        }
        else if (one.After is null && one.Without.Count > 0)
        {
            say($"it says without what, and not for how long; set After.", false);
        }

        if (one.After is { } quiet && (quiet < ShortestAbsence || quiet > LongestAbsence))
        {
            say(FormattableString.Invariant($"After is {quiet}; expected a second to ten years."), false);
        }

        if (one.On.Concat(one.Without).Any(type => type == default))
        {
            say("one of its touchpoint types names nothing; use TouchpointType.Purchased, or new TouchpointType(\"…\").", false);
        }

        var asked = new HashSet<Fact>();
        if (one.When is not null)
        {
            ConditionFacts.Collect(one.When, asked);
        }

        foreach (var fact in asked.Where(fact => !TouchpointFacts.Answers(fact)).OrderBy(fact => fact.Name, StringComparer.Ordinal))
        {
            say($"its condition asks {fact}, which is no fact of a touchpoint: what is known of the customer later would judge a late touchpoint otherwise than in time. Ask Facts.Touchpoint, and put what is needed into the touchpoint's data.", false);
        }
    }

    private static string Near(string? name, IEnumerable<string?> known) => name is not null && NearestName.To(name, known.OfType<string>()) is { } near ? $" (did you mean '{near}'?)" : "";
}
