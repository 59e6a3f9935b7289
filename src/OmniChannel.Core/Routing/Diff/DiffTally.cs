namespace OmniChannel;

/// <summary>Decides by two policies, one snapshot after the other, and counts what changes. Not for several threads.</summary>
internal sealed class DiffTally(Policy before, Policy after, int examples)
{
    private readonly GroupTally _all = new();
    private readonly SortedDictionary<string, GroupTally> _personas = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, GroupTally> _stages = new(StringComparer.Ordinal);
    private readonly HashSet<(DiffKind, Channel?, Channel?)> _shown = [];
    private readonly List<DiffExample> _first = [];
    private readonly List<DiffExample> _more = [];
    private readonly int[] _kinds = new int[Enum.GetValues<DiffKind>().Length];

    public void Add(Snapshot snapshot)
    {
        var (was, now) = (Decide(snapshot, before), Decide(snapshot, after));
        var kind = KindOf(was, now);
        var (from, to) = (was.Choice?.Channel, now.Choice?.Channel);
        _kinds[(int)kind]++;
        _all.Add(from, to, kind != DiffKind.Same);
        Group(_personas, snapshot.Persona?.Value ?? "").Add(from, to, kind != DiffKind.Same);
        Group(_stages, snapshot.Stage.Name).Add(from, to, kind != DiffKind.Same);
        if (kind != DiffKind.Same)
        {
            var kept = _shown.Add((kind, from, to)) ? _first : _more;
            if (kept.Count < examples)
            {
                kept.Add(new DiffExample { Before = was, After = now });
            }
        }
    }

    public PolicyDiff Result()
    {
        var all = _all.Result("");
        if (all.Decisions == 0)
        {
            throw new ArgumentException("There is no recording to compare the policies over; record decisions with Decision.Record(), or make them up with the SituationGenerator of OmniChannel.Testing.");
        }

        return new PolicyDiff
        {
            Before = before,
            After = after,
            Decisions = all.Decisions,
            NowSent = _kinds[(int)DiffKind.NowSent],
            NoLongerSent = _kinds[(int)DiffKind.NoLongerSent],
            Moved = _kinds[(int)DiffKind.Moved],
            Retimed = _kinds[(int)DiffKind.Retimed],
            OtherStepUp = _kinds[(int)DiffKind.OtherStepUp],
            Channels = all.Channels,
            Personas = [.. _personas.Select(group => group.Value.Result(group.Key))],
            Stages = [.. _stages.Select(group => group.Value.Result(group.Key))],
            Examples = [.. _first.Concat(_more).Take(examples)],
        };
    }

    private static GroupTally Group(SortedDictionary<string, GroupTally> groups, string name)
    {
        if (!groups.TryGetValue(name, out var group))
        {
            groups.Add(name, group = new GroupTally());
        }

        return group;
    }

    private static DiffKind KindOf(Decision was, Decision now) =>
        (was.Choice, now.Choice) switch
        {
            (null, null) => DiffKind.Same,
            (null, _) => DiffKind.NowSent,
            (_, null) => DiffKind.NoLongerSent,
            var (from, to) when from.Channel != to.Channel => DiffKind.Moved,
            var (from, to) when from != to => DiffKind.Retimed,
            _ when was.StepUpAfter != now.StepUpAfter || !was.StepUp.SequenceEqual(now.StepUp) => DiffKind.OtherStepUp,
            _ => DiffKind.Same,
        };

    /// <summary>The other policy may count the days of a zone that nobody asked for when the snapshot was made.</summary>
    private static Decision Decide(Snapshot snapshot, Policy policy)
    {
        var zones = policy.Caps.Select(cap => (cap.Window as CapWindow.CalendarDay)?.TimeZone).OfType<string>().Where(zone => !snapshot.CalendarZones.ContainsKey(zone)).Distinct(StringComparer.Ordinal).ToList();
        return Router.Decide(
            zones.Count == 0
                ? snapshot
                : snapshot with
                {
                    CalendarZones = snapshot.CalendarZones.Concat(zones.Select(zone => KeyValuePair.Create(zone, RecipientZones.Known(zone, snapshot.Now, snapshot.ExpiresAt))))
                        .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal),
                },
            policy);
    }
}
