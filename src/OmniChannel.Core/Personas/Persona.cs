namespace OmniChannel;

/// <summary>A described kind of buyer. What it declares of channels is the start; what the customer says outranks it, and what the customer does speaks beside it.</summary>
public sealed record Persona
{
    /// <summary>Its name for code.</summary>
    public required PersonaId Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who this is, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>What they want.</summary>
    public IReadOnlyList<string> Motivations { get; init; } = [];

    /// <summary>What annoys them.</summary>
    public IReadOnlyList<string> PainPoints { get; init; } = [];

    /// <summary>Which channels they prefer: −100 (never) to +100 (always); a channel that is not named counts 0.</summary>
    public required IReadOnlyDictionary<Channel, int> Channels { get; init; }

    /// <summary>Who belongs to it; null when the host says so in <see cref="CustomerProfile.Persona"/>. The first persona that matches, in the order of registration, is the customer's.</summary>
    public Condition? When { get; init; }
}
