namespace OmniChannel;

/// <summary>Finds, for a channel that lost, the smallest change that would have made it win. Each change is tried by ranking anew, so what it says is so; a holdout, or a policy without a plan for the message, is left aside.</summary>
internal sealed class Contrast(Snapshot snapshot, Policy policy, Candidate[] ranked, Reason? nothing)
{
    public Reason Of(Channel channel)
    {
        var (loser, best) = (Array.Find(ranked, candidate => candidate.Channel.Channel == channel)!, ranked[0]);
        return snapshot.Whole.IsEmpty ? Said("wins-if.never", loser, nothing!)
            : loser.At is null ? Shut(loser)
            : loser == best && nothing is null ? Reason.Of("wins-if.explored", Named(loser))
            : loser == best ? Said("wins-if.nothing", loser, nothing!)
            : Behind(loser, best);
    }

    /// <summary>What adding makes the first overtake the second.</summary>
    private static int Lacks(Candidate behind, Candidate ahead) => checked(ahead.Score - behind.Score + (Candidate.Sooner(ahead, behind) < 0 ? 1 : 0));

    /// <summary>A channel that is shut: open its gates one by one until it is open, then see whether it wins.</summary>
    private Reason Shut(Candidate loser)
    {
        if (loser.Blocks is [{ Gate: Gate.Rules, Reason: var rule }] && rule.Code != "gates.never-together" && Fact(loser, TakeOut(loser)) is { } fact)
        {
            return fact with { Causes = [rule] };
        }

        var causes = new List<Reason>();
        var supposed = new Supposition(snapshot, policy, ranked);
        for (var now = loser; ; now = supposed.Rank(loser.Channel.Channel))
        {
            if (now.At is not null)
            {
                return supposed.Best is var best && best == now ? Opened(loser, causes)
                    : new Reason { Code = PlanOf(best) > PlanOf(now) ? "wins-if.gate-and-plan" : "wins-if.gate-and-points", Arguments = Facing(now, best), Causes = causes };
            }

            var block = now.Blocks[0].Reason;
            var cause = block.Code == "gates.never-together" ? block.Causes[0] : block;
            causes.Add(cause);
            if (causes.Count > 50 || supposed.Without(cause, loser.Channel.Channel) is not { } next)
            {
                return new Reason { Code = "wins-if.never", Arguments = [Named(loser)], Causes = causes };
            }

            supposed = next;
        }
    }

    private Reason Opened(Candidate loser, List<Reason> causes) => (causes.Count, causes[0].Code) switch
    {
        ( > 1, _) => new Reason { Code = "wins-if.gates", Arguments = [Named(loser)], Causes = causes },
        (_, "consent.missing" or "consent.denied" or "consent.ended" or "consent.no-basis") =>
            Reason.Of("wins-if.gate.consent", Named(loser), new ReasonArgument("purpose", snapshot.Message.Purpose.Name)) with { Causes = causes },
        (_, "cap.reached" or "cap.closed") =>
            Reason.Of(OneSlotSuffices(loser, causes[0]) ? "wins-if.gate.cap.slot" : "wins-if.gate.cap", Named(loser), new ReasonArgument("cap", causes[0]["cap"]!)) with { Causes = causes },
        (_, "address.missing" or "address.malformed") => Reason.Of("wins-if.gate.address", Named(loser)) with { Causes = causes },
        (_, "quiet.hours") => Reason.Of("wins-if.gate.quiet", Named(loser)) with { Causes = causes },
        _ => Said("wins-if.gate", loser, causes[0]),
    };

    /// <summary>Whether one message less in each of the full caps is enough: not where a cap was lowered, or urgent messages went beyond it.</summary>
    private bool OneSlotSuffices(Candidate loser, Reason cause) =>
        cause.Code == "cap.reached" && new Supposition(snapshot, policy, ranked).WithOneSlotMore(loser.Channel.Channel).Wins(loser.Channel.Channel);

    /// <summary>A channel that may be used and scores less: what would bring the missing points, the nearest thing first.</summary>
    private Reason Behind(Candidate loser, Candidate best)
    {
        var channel = loser.Channel.Channel;
        var here = new Supposition(snapshot, policy, ranked);
        var undelayed = here;
        foreach (var delay in loser.Delays)
        {
            undelayed = undelayed.Without(delay.Reason, channel) ?? undelayed;
        }

        if (loser.Delays.Count > 0 && undelayed.Wins(channel))
        {
            return new Reason { Code = "wins-if.now", Arguments = [Named(loser)], Causes = [.. loser.Delays.Select(delay => delay.Reason)] };
        }

        for (var i = UsagePoints.Steps.Length - 1; i >= 0; i--)
        {
            var (days, points) = UsagePoints.Steps[i];
            if (WinsIfUsed(here, loser, best, days, points))
            {
                return Reason.Of(days == 1 ? "wins-if.usage.today" : "wins-if.usage", [.. Facing(loser, best), new ReasonArgument("days", days)]);
            }
        }

        foreach (var device in loser.Channel.Capabilities.Devices)
        {
            if (device != snapshot.Device && here.On(device).Wins(channel))
            {
                return Reason.Of("wins-if.device", [.. Facing(loser, best), new ReasonArgument("device", Scorer.DeviceName(device))]);
            }
        }

        return loser.Channel.Liking != Liking.Like && here.Liked(channel).Wins(channel) ? Reason.Of("wins-if.liking", Facing(loser, best))
            : PlanOf(best) > PlanOf(loser) ? Planned(loser, best, here.Unplanned())
            : Fact(loser, policy.Rules.Where(rule => rule is ScoreRule && (rule.Concerns(channel) || rule.Concerns(best.Channel.Channel)))) is { } fact
                ? fact with { Arguments = [.. fact.Arguments, .. Facing(loser, best).AsSpan(1)] }
            : Reason.Of("wins-if.points", Facing(loser, best));
    }

    /// <summary>Where no rule asks anything of the channel, an earlier use moves the points of its term and nothing else: no gate, no time, no other channel. Then counting them is ranking anew.</summary>
    private bool WinsIfUsed(Supposition here, Candidate loser, Candidate best, int days, int points)
    {
        var (channel, history) = (loser.Channel.Channel, loser.Channel.History);
        return policy.Rules.Any(rule => rule.Concerns(channel))
            ? here.Used(channel, days)?.Wins(channel) == true
            : !(history.LastEngagedAt >= snapshot.Now - TimeSpan.FromDays(days)) && policy.Terms.Contains(ScoreTerm.Usage) && points - UsagePoints.Of(history, snapshot.Now).Points >= Lacks(loser, best);
    }

    private IEnumerable<PolicyRule> TakeOut(Candidate loser) =>
        JudgedRule.All(snapshot, policy, loser.Channel).Where(judged => judged.Rule is not ScoreRule && judged.Fires != Truth.False).Select(judged => judged.Rule);

    /// <summary>The one fact of these rules that would have made the channel win; null when there is none.</summary>
    private Reason? Fact(Candidate loser, IEnumerable<PolicyRule> rules) => new FactContrast(snapshot, policy, loser.Channel.Channel).Find(rules) switch
    {
        null => null,
        ({ Id: FactId.Device }, var device, _) => Reason.Of("wins-if.fact.device", Named(loser), new ReasonArgument("device", Scorer.DeviceName((DeviceKind)device.Number))),
        var (fact, value, code) => Reason.Of(
            code, Named(loser), new ReasonArgument("fact", fact.Name), new ReasonArgument("value", value.Kind == FactKind.Money ? new Money(value.Number, new Currency(value.Text!)).ToString() : FactLabels.Write(fact, value))),
    };

    /// <summary>A channel that the plan puts behind: would it win without the plan?</summary>
    private static Reason Planned(Candidate loser, Candidate best, Supposition unplanned) =>
        unplanned.Wins(loser.Channel.Channel)
            ? Reason.Of("wins-if.plan", Facing(loser, best))
            : Reason.Of("wins-if.plan-and-points", [.. Facing(unplanned.Rank(loser.Channel.Channel), unplanned.Best), new ReasonArgument("first", best.Channel.Channel)]);

    private static int PlanOf(Candidate candidate) => candidate.Parts.Where(part => part.Term == ScoreTerm.Plan).Sum(part => part.Points);

    private static Reason Said(string code, Candidate loser, Reason cause) => new() { Code = code, Arguments = [Named(loser)], Causes = [cause] };

    private static ReasonArgument[] Facing(Candidate behind, Candidate ahead) =>
        [Named(behind), new ReasonArgument("points", Lacks(behind, ahead)), new ReasonArgument("winner", ahead.Channel.Channel)];

    private static ReasonArgument Named(Candidate candidate) => new("channel", candidate.Channel.Channel);
}
