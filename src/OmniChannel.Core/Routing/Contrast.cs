namespace OmniChannel;

/// <summary>Finds, for a channel that lost, the smallest change that would have made it win.</summary>
internal static class Contrast
{
    public static Reason Of(Candidate loser, Candidate? winner, Snapshot snapshot)
    {
        var channel = new ReasonArgument("channel", loser.Channel.Channel);
        var lacks = winner is null ? 0 : winner.Score - loser.Score + (Candidate.BestFirst(winner, loser) < 0 && winner.Score == loser.Score ? 1 : 0);
        if (loser.At is not null)
        {
            return Lacking(loser, winner!, snapshot, channel, lacks);
        }

        if (lacks > 0)
        {
            return Reason.Of("wins-if.gate-and-points", channel, new ReasonArgument("points", lacks), new ReasonArgument("winner", winner!.Channel.Channel));
        }

        return loser.Blocks.Count == 1 ? OneGate(loser.Blocks[0], channel, snapshot) : Reason.Of(
            "wins-if.gates",
            channel,
            new ReasonArgument("gates", string.Join("; ", loser.Blocks.Select(b => b.Reason.ToString()))));
    }

    private static Reason OneGate(GateBlock block, ReasonArgument channel, Snapshot snapshot) => block.Reason.Code switch
    {
        "consent.missing" or "consent.denied" or "consent.ended" or "consent.no-basis" => Reason.Of("wins-if.gate.consent", channel, new ReasonArgument("purpose", snapshot.Message.Purpose.Name)),
        "cap.reached" or "cap.closed" => Reason.Of("wins-if.gate.cap", channel, new ReasonArgument("cap", block.Reason["cap"] ?? "")),
        "address.missing" or "address.malformed" => Reason.Of("wins-if.gate.address", channel),
        "quiet.hours" => Reason.Of("wins-if.gate.quiet", channel),
        _ => Reason.Of("wins-if.gate", channel, new ReasonArgument("reason", block.Reason.ToString())),
    };

    /// <summary>A channel that may be used and scores less: what would bring the missing points, the nearest thing first.</summary>
    private static Reason Lacking(Candidate loser, Candidate winner, Snapshot snapshot, ReasonArgument channel, int lacks)
    {
        var points = new ReasonArgument("points", Math.Max(1, lacks));
        var to = new ReasonArgument("winner", winner.Channel.Channel);
        var waiting = -PointsOf(loser, ScoreTerm.Waiting);
        if (loser.Delays.Count > 0 && waiting >= lacks && waiting > 0)
        {
            return Reason.Of("wins-if.now", channel, new ReasonArgument("reason", loser.Delays[0].Reason.ToString()));
        }

        var usage = PointsOf(loser, ScoreTerm.Usage);
        for (var i = UsagePoints.Steps.Length - 1; i >= 0; i--)
        {
            if (UsagePoints.Steps[i].Points - usage >= Math.Max(1, lacks))
            {
                return Reason.Of("wins-if.usage", channel, points, to, new ReasonArgument("days", UsagePoints.Steps[i].WithinDays));
            }
        }

        var devices = loser.Channel.Capabilities.Devices;
        if (devices.Count > 0 && !devices.Contains(snapshot.Device) && 40 - PointsOf(loser, ScoreTerm.Device) >= lacks)
        {
            return Reason.Of("wins-if.device", channel, points, to, new ReasonArgument("device", Scorer.DeviceName(devices[0])));
        }

        return loser.Channel.Liking != Liking.Like && Scorer.LikingPoints - PointsOf(loser, ScoreTerm.Liking) > lacks
            ? Reason.Of("wins-if.liking", channel, points, to)
            : Reason.Of("wins-if.points", channel, points, to);
    }

    private static int PointsOf(Candidate candidate, ScoreTerm term)
    {
        var sum = 0;
        foreach (var part in candidate.Parts)
        {
            sum += part.Term == term ? part.Points : 0;
        }

        return sum;
    }
}
