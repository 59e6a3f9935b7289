namespace OmniChannel;

/// <summary>Counts trails one by one. Not for several threads.</summary>
internal sealed class FunnelTally(Funnel funnel)
{
    private readonly FunnelStage[] _stages = [.. funnel.Stages.Select(stage => stage.Stage)];
    private readonly StageTally[] _everybody = StageTally.For(funnel);
    private readonly Dictionary<string, StageTally[]> _byPersona = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StageTally[]> _byChannel = new(StringComparer.Ordinal);
    private readonly Dictionary<(FunnelStage From, FunnelStage To, string Because, Channel? Via, bool IsRegression), int> _moves = [];
    private readonly Dictionary<StageTally[], int> _customers = new(ReferenceEqualityComparer.Instance);
    private int _counted;
    private DateTimeOffset? _at;

    public void Add(FunnelTrail trail)
    {
        if (trail.Funnel != funnel.Id)
        {
            throw new ArgumentException($"A trail is of the funnel '{trail.Funnel}'; the report is of '{funnel.Id}'.", nameof(trail));
        }

        _counted++;
        _at = _at > trail.At ? _at : trail.At;
        if (trail.Stage is null)
        {
            return;
        }

        Count(_everybody, trail);
        Count(GroupOf(_byPersona, trail.Persona?.Value), trail);
        Count(GroupOf(_byChannel, trail.Channel?.Name), trail);
        foreach (var move in trail.Moves)
        {
            if (move.From is { } from)
            {
                var key = (from, move.To, move.Because, move.Via, move.IsRegression);
                _moves[key] = _moves.GetValueOrDefault(key) + 1;
            }
        }
    }

    public FunnelReport Report() => new()
    {
        Funnel = funnel.Id,
        At = _at,
        Customers = _counted,
        Everybody = Group("all", _everybody),
        ByPersona = [.. _byPersona.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Group(one.Key, one.Value))],
        ByChannel = [.. _byChannel.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Group(one.Key, one.Value))],
        Moves =
        [
            .. _moves.OrderByDescending(one => one.Value).ThenBy(one => Array.IndexOf(_stages, one.Key.From)).ThenBy(one => Array.IndexOf(_stages, one.Key.To))
                .ThenBy(one => one.Key.Because, StringComparer.Ordinal).ThenBy(one => one.Key.Via?.Name, StringComparer.Ordinal)
                .Select(one => new MoveFigures { From = one.Key.From, To = one.Key.To, Because = one.Key.Because, Via = one.Key.Via, IsRegression = one.Key.IsRegression, Times = one.Value }),
        ],
    };

    private StageTally[] GroupOf(Dictionary<string, StageTally[]> groups, string? name)
    {
        var key = name ?? "unknown";
        return groups.TryGetValue(key, out var known) ? known : groups[key] = StageTally.For(funnel);
    }

    private FunnelGroup Group(string name, StageTally[] stages) =>
        new() { Name = name, Customers = _customers.GetValueOrDefault(stages), Stages = [.. stages.Select((stage, i) => stage.Figures(_stages[i]))] };

    private void Count(StageTally[] group, FunnelTrail trail)
    {
        _customers[group] = _customers.GetValueOrDefault(group) + 1;
        ulong entered = 0, wentOn = 0, wentBack = 0;
        for (var i = 0; i < trail.Moves.Count; i++)
        {
            var move = trail.Moves[i];
            entered |= Bit(move.To) | Bit(move.From);
            wentOn |= move.IsRegression ? 0 : Bit(move.From);
            wentBack |= move.IsRegression ? Bit(move.From) : 0;
            if (Array.IndexOf(_stages, move.To) is var place and >= 0)
            {
                var last = i + 1 == trail.Moves.Count;
                (last ? group[place].Waiting : group[place].Stays).Add(((last ? trail.At : trail.Moves[i + 1].At) - move.At).Ticks);
            }
        }

        for (var i = 0; i < group.Length; i++)
        {
            group[i].Entered += (int)(entered >> i & 1);
            group[i].WentOn += (int)(wentOn >> i & 1);
            group[i].WentBack += (int)(wentBack >> i & 1);
            group[i].Here += _stages[i] == trail.Stage ? 1 : 0;
        }
    }

    private ulong Bit(FunnelStage? stage) => stage is { } named && Array.IndexOf(_stages, named) is var place and >= 0 ? 1UL << place : 0;

    private sealed class StageTally
    {
        public int Entered { get; set; }

        public int WentOn { get; set; }

        public int WentBack { get; set; }

        public int Here { get; set; }

        public List<long> Stays { get; } = [];

        public List<long> Waiting { get; } = [];

        public static StageTally[] For(Funnel funnel) => [.. funnel.Stages.Select(_ => new StageTally())];

        public StageFigures Figures(FunnelStage stage) =>
            new() { Stage = stage, Entered = Entered, WentOn = WentOn, WentBack = WentBack, Here = Here, Stays = StayFigures.Of(Stays), Waiting = StayFigures.Of(Waiting) };
    }
}
