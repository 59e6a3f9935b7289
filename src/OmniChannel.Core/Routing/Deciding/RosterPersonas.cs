namespace OmniChannel;

/// <summary>The personas, with what each declares of every channel of a roster. Immutable.</summary>
internal sealed class RosterPersonas
{
    private readonly int[][] _weights;

    public RosterPersonas(IReadOnlyList<Persona> personas, ChannelDefinition[] channels)
    {
        All = personas;
        Names = [.. personas.Select(persona => persona.Id.Value)];
        None = new int[channels.Length];
        _weights = [.. personas.Select(persona => Array.ConvertAll(channels, definition => SnapshotBuilder.WeightOf(persona, definition.Channel)))];
        var asked = new HashSet<Fact>();
        foreach (var persona in personas.Where(persona => persona.When is not null))
        {
            ConditionFacts.Collect(persona.When!, asked);
        }

        AskTheClock = asked.Any(fact => fact.Id is FactId.CustomerHoursSinceTouch or FactId.CustomerHoursSincePurchase or FactId.CartHoursSinceLeft
            or FactId.SessionMinutes or FactId.SessionViews or FactId.SessionMinutesSinceSeen);
    }

    public IReadOnlyList<Persona> All { get; }

    /// <summary>Their identifiers, in the same order.</summary>
    public string[] Names { get; }

    /// <summary>What is declared when there is no persona.</summary>
    public int[] None { get; }

    /// <summary>Whether another moment may give another persona.</summary>
    public bool AskTheClock { get; }

    /// <summary>The weights by channel.</summary>
    public int[] WeightsOf(int persona) => persona < 0 ? None : _weights[persona];
}
