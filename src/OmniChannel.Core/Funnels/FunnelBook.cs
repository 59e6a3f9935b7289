namespace OmniChannel;

/// <summary>The funnels of an instance, ready: keeps every customer's journals, and says where the customer stands at an instant. Pure; for many threads.</summary>
internal sealed class FunnelBook
{
    private readonly FunnelMachine[] _machines;
    private readonly (FunnelMachine Machine, TextFact Fact)[] _others;
    private readonly FunnelMachine _default;

    /// <param name="own">The host's. The default funnel is there anyway, unless one of these is called so.</param>
    /// <param name="channels">The channels that are defined; null for those that ship.</param>
    public FunnelBook(IReadOnlyList<Funnel> own, IReadOnlyList<ChannelDefinition>? channels = null)
    {
        IReadOnlyList<Funnel> all = own.Any(funnel => funnel.Id == FunnelId.Default) ? own : [Funnel.Default, .. own];
        Findings = [.. all.SelectMany(funnel => funnel.Verify(channels)), .. Twice(all)];
        All = HasErrors ? [Funnel.Default] : all;
        _machines = [.. All.Select(funnel => new FunnelMachine(funnel))];
        _default = Array.Find(_machines, machine => machine.Funnel.Id == FunnelId.Default)!;
        _others = [.. _machines.Where(machine => machine != _default).Select(machine => (machine, machine.Funnel.StageFact))];
        Roles = new StageRoles(_default.Funnel);
    }

    /// <summary>The default funnel alone.</summary>
    public static FunnelBook Standard { get; } = new([]);

    /// <summary>What is wrong with the host's funnels. With an error among them there is the default funnel alone, and an instance does not start.</summary>
    public IReadOnlyList<FunnelFinding> Findings { get; }

    public bool HasErrors => Findings.Any(finding => !finding.IsWarning);

    public IReadOnlyList<Funnel> All { get; }

    /// <summary>The funnel whose stage is the customer's.</summary>
    public Funnel Default => _default.Funnel;

    /// <summary>What channels are for in its stages.</summary>
    public StageRoles Roles { get; }

    /// <summary>The stages in the other funnels, as facts.</summary>
    public IEnumerable<Fact> StageFacts => _others.Select(other => other.Fact);

    public IReadOnlyList<FunnelMachine> Machines => _machines;

    public FunnelMachine? Find(FunnelId funnel) => Array.Find(_machines, machine => machine.Funnel.Id == funnel);

    public static FunnelJournal? JournalOf(CustomerState state, FunnelMachine funnel)
    {
        foreach (var journal in state.Funnels ?? [])
        {
            if (journal.Funnel == funnel.Funnel.Id)
            {
                return journal;
            }
        }

        return null;
    }

    /// <summary>A touchpoint came, in time or late: the journals that there are then, and the stage in the default one.</summary>
    public (IReadOnlyList<FunnelJournal>? Journals, FunnelStage? Stage) Record(CustomerState state, Touchpoint touchpoint)
    {
        var tie = FunnelEvent.TieOf(touchpoint.Source, touchpoint.Id);
        var (journals, stage) = (state.Funnels, state.Stage);
        foreach (var machine in _machines)
        {
            var before = JournalOf(state, machine);
            var after = FunnelRecorder.Record(machine, before, touchpoint, tie);
            if (!ReferenceEquals(before, after))
            {
                journals = With(journals, before, after!);
                stage = machine == _default ? machine.StageOf(after!) : stage;
            }
        }

        return (journals, stage);
    }

    /// <summary>The customer as it stands at an instant, whatever did not happen since included: what decisions read. What the host says of the stage itself holds.</summary>
    public CustomerState At(CustomerState state, DateTimeOffset now)
    {
        var stage = (JournalOf(state, _default) is { } journal ? _default.StageAt(journal, now) : null) ?? _default.Funnel.Start;
        var moved = (state.Stage ?? FunnelStage.Awareness) == stage ? state : state with { Stage = stage };
        if (_others.Length == 0)
        {
            return moved;
        }

        var facts = state.Profile.Attributes ?? FactSet.Empty;
        foreach (var (machine, fact) in _others)
        {
            if (JournalOf(state, machine) is { } other && machine.StageAt(other, now) is { } at)
            {
                facts = facts.With(fact.Name, null, FactValue.Of(at.Name));
            }
        }

        return ReferenceEquals(facts, state.Profile.Attributes) || facts.Count == 0 ? moved : moved with { Profile = moved.Profile with { Attributes = facts } };
    }

    /// <summary>When, after an instant, the customer next moves if nothing happens; null for never.</summary>
    public DateTimeOffset? NextDue(CustomerState state, DateTimeOffset after)
    {
        DateTimeOffset? next = null;
        foreach (var machine in _machines)
        {
            if (machine.WaitsForNothing && JournalOf(state, machine) is { } journal && machine.NextDue(journal, after) is { } due && !(next <= due))
            {
                next = due;
            }
        }

        return next;
    }

    private static FunnelJournal[] With(IReadOnlyList<FunnelJournal>? journals, FunnelJournal? before, FunnelJournal after)
    {
        if (before is null)
        {
            return [.. (journals ?? []).Append(after).OrderBy(journal => journal.Funnel.Value, StringComparer.Ordinal)];
        }

        var changed = new FunnelJournal[journals!.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = ReferenceEquals(journals[i], before) ? after : journals[i];
        }

        return changed;
    }

    private static IEnumerable<FunnelFinding> Twice(IReadOnlyList<Funnel> all) => all.GroupBy(funnel => funnel.Id).Where(same => same.Skip(1).Any())
        .Select(same => new FunnelFinding { Funnel = same.Key, Place = "", Message = $"there are {same.Count()} funnels of this name; keep one." });
}
