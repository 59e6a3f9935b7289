namespace OmniChannel;

/// <summary>Scores a channel: the terms of the policy, its rules, its plan. Points are checked 32-bit integers; what is worth nothing is left out, unless a fact was missing. The table stands in docs/policies.md.</summary>
internal static class Scorer
{
    public const int LikingPoints = 200;

    /// <summary>What a place in a plan is worth: more than all terms together.</summary>
    public const int PlanPoints = 100_000;

    public static List<ScorePart> Score(Snapshot snapshot, Policy policy, Plan? plan, ChannelSnapshot channel)
    {
        var parts = new List<ScorePart>(8);
        foreach (var term in policy.Terms)
        {
            var (points, reason) = term switch
            {
                ScoreTerm.Liking => Liked(channel),
                ScoreTerm.Persona => Persona(snapshot, channel),
                ScoreTerm.Usage => UsagePoints.Of(channel.History, snapshot.Now),
                ScoreTerm.Device => Device(snapshot, channel),
                ScoreTerm.Stage => Stage(snapshot, channel),
                ScoreTerm.Presence => PresencePoints.Of(snapshot, channel),
                ScoreTerm.LeadQuality => Rate(channel.LeadQuality, channel.Prior, "score.lead-quality"),
                ScoreTerm.ChanceToBuy => Rate(channel.ChanceToBuy, channel.Prior, "score.chance-to-buy"),
                ScoreTerm.Cost => Cost(policy, channel.Capabilities),
                _ => throw new InvalidOperationException($"{term} is no term by itself."),
            };
            if (reason is not null)
            {
                parts.Add(new ScorePart(term, points, reason));
            }
        }

        Rules(parts, snapshot, policy, channel);
        Planned(parts, plan, channel);
        return parts;
    }

    private static (int Points, Reason? Reason) Liked(ChannelSnapshot channel) => channel.Liking switch
    {
        Liking.Like => (LikingPoints, Reason.Of("score.liking.like")),
        Liking.Dislike => (-LikingPoints, Reason.Of("score.liking.dislike")),
        _ => (0, null),
    };

    /// <summary>What the customer says silences a persona that says otherwise: a dislike whatever it says, a like its "never".</summary>
    private static (int Points, Reason? Reason) Persona(Snapshot snapshot, ChannelSnapshot channel) =>
        channel.PersonaWeight == 0 || channel.Liking == Liking.Dislike || (channel.Liking == Liking.Like && channel.PersonaWeight < 0)
            ? (0, null)
            : (channel.PersonaWeight, Preferred(snapshot, channel));

    private static Reason Preferred(Snapshot snapshot, ChannelSnapshot channel)
    {
        var speaksFor = channel.PersonaWeight > 0;
        return channel.PersonaWeight == channel.PersonaDeclared
            ? Reason.Of(speaksFor ? "score.persona" : "score.persona.against", new ReasonArgument("persona", snapshot.Persona?.Value ?? Shared(snapshot)))
            : Reason.Of(speaksFor ? "score.behaviour" : "score.behaviour.against", new ReasonArgument("declared", channel.PersonaDeclared));
    }

    private static string Shared(Snapshot snapshot) => snapshot.PersonaShares.Count > 0 ? snapshot.PersonaShares[0].Persona.Value : "";

    private static (int Points, Reason? Reason) Stage(Snapshot snapshot, ChannelSnapshot channel) => channel.StagePoints == 0
        ? (0, null)
        : (channel.StagePoints, Reason.Of(channel.StagePoints > 0 ? "score.stage" : "score.stage.against", new ReasonArgument("stage", snapshot.Stage.Name)));

    private static (int Points, Reason? Reason) Device(Snapshot snapshot, ChannelSnapshot channel)
    {
        if (snapshot.Device == DeviceKind.Unknown || channel.Capabilities.Devices.Count == 0)
        {
            return (0, null);
        }

        var device = new ReasonArgument("device", DeviceName(snapshot.Device));
        var points = DevicePoints(snapshot.Device, channel.Capabilities);
        return (points, Reason.Of(points > 0 ? "score.device.fits" : "score.device.unfit", device));
    }

    public static int DevicePoints(DeviceKind device, ChannelCapabilities can) => can.Devices.Count == 0 ? 0 : can.Devices.Contains(device) ? 40 : -60;

    public static string DeviceName(DeviceKind device) => device switch
    {
        DeviceKind.Desktop => "desktop",
        DeviceKind.Mobile => "phone",
        DeviceKind.Tablet => "tablet",
        DeviceKind.Tv => "television",
        DeviceKind.InStore => "store device",
        _ => "device",
    };

    private static (int Points, Reason? Reason) Rate(int rate, int prior, string code) =>
        rate == prior ? (0, null) : (RatePoints(rate, prior), Reason.Of(code, new ReasonArgument("rate", rate)));

    public static int RatePoints(int rate, int prior) => Math.Clamp(rate - prior, -100, 100);

    /// <summary>Where the customer is there and an agent is free, the agent's time is spent anyway and does not count.</summary>
    public static (int Points, Reason? Reason) Cost(Policy policy, ChannelCapabilities can)
    {
        if (can.CostPerMessage is not { Minor: > 0 } cost || (can.RequiresAgent && can.RequiresPresence != CustomerPlace.Anywhere))
        {
            return (0, null);
        }

        var costs = new ReasonArgument("cost", cost.ToString());
        if (cost.Currency != policy.CostCurrency)
        {
            return (0, Reason.Of("score.cost.missing", costs));
        }

        var points = decimal.Round(cost.Amount * policy.PointsPerMoneyUnit, MidpointRounding.AwayFromZero);
        return points == 0 ? (0, null) : (-(int)Math.Min(100m, points), Reason.Of("score.cost", costs));
    }

    private static void Rules(List<ScorePart> parts, Snapshot snapshot, Policy policy, ChannelSnapshot channel)
    {
        foreach (var rule in policy.Rules)
        {
            if (rule is not ScoreRule score || !rule.Concerns(channel.Channel))
            {
                continue;
            }

            var (truth, points) = RuleWalker.Points(score, new SnapshotFacts(snapshot, channel));
            var because = new ReasonArgument("because", rule.Because);
            if (truth == Truth.Unknown)
            {
                parts.Add(new ScorePart(ScoreTerm.Rule, 0, Reason.Of("score.rule.missing", because, new ReasonArgument("condition", rule.Asked))));
            }
            else if (points != 0)
            {
                parts.Add(new ScorePart(ScoreTerm.Rule, points, Reason.Of("score.rule", because)));
            }
        }
    }

    /// <summary>What the customer would rather not have is not put first by a plan.</summary>
    private static void Planned(List<ScorePart> parts, Plan? plan, ChannelSnapshot channel)
    {
        for (var place = 0; plan is not null && channel.Liking != Liking.Dislike && place < plan.FirstOf.Count; place++)
        {
            if (plan.FirstOf[place] == channel.Channel)
            {
                var points = (plan.FirstOf.Count - place) * PlanPoints;
                parts.Add(new ScorePart(ScoreTerm.Plan, points, Reason.Of("score.plan", new ReasonArgument("place", place + 1L), new ReasonArgument("because", plan.Because))));
            }
        }
    }
}
