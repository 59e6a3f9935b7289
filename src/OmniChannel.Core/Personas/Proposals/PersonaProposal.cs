namespace OmniChannel;

/// <summary>A persona that data suggest. It is none: nothing takes it before somebody accepted it and gave it a name.</summary>
public sealed record PersonaProposal
{
    internal PersonaProposal()
    {
    }

    /// <summary>Its number in the report, from 1, the largest first.</summary>
    public required int Number { get; init; }

    /// <summary>How many customers.</summary>
    public required int Size { get; init; }

    /// <summary>How many of a thousand customers.</summary>
    public required int PerMille { get; init; }

    /// <summary>What tells them from the others, the most telling first, in words.</summary>
    public required IReadOnlyList<string> Distinguishes { get; init; }

    /// <summary>A rule that comes near; null where none does better than none.</summary>
    public required Condition? When { get; init; }

    /// <summary>How many of a thousand of them the rule covers.</summary>
    public required int Covers { get; init; }

    /// <summary>How many of a thousand whom the rule covers are of them.</summary>
    public required int Precision { get; init; }

    /// <summary>What they prefer compared with everybody, −100 to 100.</summary>
    public required IReadOnlyDictionary<Channel, int> Channels { get; init; }

    /// <summary>Makes it a persona, which the host registers or not.</summary>
    /// <param name="id">Its name for code.</param>
    /// <param name="name">Its name for people.</param>
    public Persona Accept(PersonaId id, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Persona
        {
            Id = id == default ? throw new ArgumentException("The persona names nothing; pass new PersonaId(\"…\").", nameof(id)) : id,
            Name = name,
            Description = string.Join("; ", Distinguishes),
            When = When,
            Channels = Channels,
        };
    }
}
