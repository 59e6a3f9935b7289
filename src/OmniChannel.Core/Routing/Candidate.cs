namespace OmniChannel;

/// <summary>One channel on its way through the gates: what is shut, when it is open, what it scores.</summary>
internal sealed class Candidate
{
    private List<GateBlock>? _blocks;
    private List<GateBlock>? _delays;
    private TimeRanges _open;
    private bool _isEstimate;

    private Candidate(Snapshot snapshot, ChannelSnapshot channel)
    {
        Channel = channel;
        _open = snapshot.Whole;
    }

    public ChannelSnapshot Channel { get; }

    public IReadOnlyList<GateBlock> Blocks => _blocks ?? (IReadOnlyList<GateBlock>)[];

    public IReadOnlyList<GateBlock> Delays => _delays ?? (IReadOnlyList<GateBlock>)[];

    public IReadOnlyList<ScorePart> Parts { get; private set; } = [];

    public int Score { get; private set; }

    /// <summary>The best time; null when there is none.</summary>
    public DateTimeOffset? At { get; private set; }

    public string? Account { get; private set; }

    /// <summary>Waiting never pays by itself, so the first open instant is the best one; a later one would only score less.</summary>
    public static Candidate Of(Snapshot snapshot, Policy policy, Plan? plan, Closures closures, ChannelSnapshot channel)
    {
        var candidate = new Candidate(snapshot, channel);
        candidate.Pass(Gate.Capability, CapabilityGate.Judge(channel), snapshot);
        candidate.Pass(Gate.Address, AddressGate.Judge(snapshot, channel), snapshot);
        candidate.Pass(Gate.Suppression, SuppressionGate.Judge(channel), snapshot);
        candidate.Pass(Gate.Consent, ConsentGate.Judge(snapshot, channel), snapshot);
        candidate.Pass(Gate.Relevance, RelevanceGate.Judge(snapshot), snapshot);
        candidate.Pass(Gate.Rules, RulesGate.Judge(snapshot, policy, channel), snapshot);
        candidate.Pass(Gate.QuietHours, QuietHoursGate.Judge(snapshot, closures, channel), snapshot);
        candidate.Pass(Gate.FrequencyCap, FrequencyCapGate.Judge(snapshot, policy, closures, channel), snapshot);
        candidate.Pass(Gate.Budget, BudgetGate.Judge(snapshot, channel), snapshot);
        candidate.Pass(Gate.ProviderHealth, ProviderHealthGate.Judge(snapshot, channel), snapshot);
        candidate.Rate(snapshot, policy, plan);
        return candidate;
    }

    /// <summary>Eligible before shut, then by score, then by how early, then by name.</summary>
    public static int BestFirst(Candidate left, Candidate right)
    {
        var order = (right.At is not null).CompareTo(left.At is not null);
        order = order != 0 ? order : right.Score.CompareTo(left.Score);
        return order != 0 ? order : Sooner(left, right);
    }

    /// <summary>Which of two with the same score comes first: the earlier, then by name.</summary>
    public static int Sooner(Candidate left, Candidate right)
    {
        var order = Nullable.Compare(left.At, right.At);
        return order != 0 ? order : string.CompareOrdinal(left.Channel.Channel.Name, right.Channel.Channel.Name);
    }

    public ChannelVerdict ToVerdict(bool hasWon, double propensity, Contrast contrast) => new()
    {
        Channel = Channel.Channel,
        Blocks = Blocks,
        Delays = Delays,
        Open = _open.ToArray(),
        At = At,
        Account = Account,
        IsEstimate = _isEstimate && At is not null,
        Score = Score,
        Parts = Parts,
        Propensity = propensity,
        Contrast = hasWon ? null : contrast,
    };

    private void Pass(Gate gate, GateAnswer answer, Snapshot snapshot)
    {
        if (answer.IsAlwaysOpen || snapshot.Whole.IsEmpty)
        {
            return;
        }

        var open = answer.Open.Intersect(snapshot.Whole);
        var together = _open.Intersect(open);
        if (open.IsEmpty)
        {
            (_blocks ??= []).Add(new GateBlock(gate, answer.Reason!));
        }
        else if (together.IsEmpty && _blocks is null)
        {
            _blocks = [new GateBlock(gate, Reason.Of("gates.never-together") with { Causes = [answer.Reason!] })];
        }
        else if (!open.Contains(snapshot.NotBefore))
        {
            (_delays ??= []).Add(new GateBlock(gate, answer.Reason!));
            _isEstimate |= answer.IsEstimate;
        }

        _open = together;
    }

    private void Rate(Snapshot snapshot, Policy policy, Plan? plan)
    {
        var parts = Scorer.Score(snapshot, policy, plan, Channel);
        if (!_open.IsEmpty)
        {
            var at = _open[0].From;
            (At, Account) = (at, ProviderHealthGate.AccountAt(Channel, at));
            if (Waiting(policy, (at - snapshot.NotBefore).Ticks) is { } waiting)
            {
                parts.Add(waiting);
            }
        }

        Parts = parts;
        foreach (var part in parts)
        {
            Score = checked(Score + part.Points);
        }
    }

    /// <summary>An hour that has begun counts.</summary>
    public static int WaitingPoints(Policy policy, long ticks) => checked(-Hours(ticks) * policy.PointsPerHourWaited);

    private static ScorePart? Waiting(Policy policy, long ticks)
    {
        var points = WaitingPoints(policy, ticks);
        return points == 0 ? null : new ScorePart(ScoreTerm.Waiting, points, Reason.Of("score.waiting", new ReasonArgument("hours", Hours(ticks))));
    }

    private static int Hours(long ticks) => checked((int)((ticks + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerHour));
}
