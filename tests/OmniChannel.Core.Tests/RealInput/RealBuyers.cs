namespace OmniChannel.Tests.RealInput;

/// <summary>One customer of a real file: what is known, and what was done.</summary>
internal sealed record RealBuyer(CustomerProfile Profile, IReadOnlyList<Touchpoint> Touchpoints);

/// <summary>The customers of a real file, and what a shop with such customers defines.</summary>
internal sealed record RealBuyers
{
    public required string Title { get; init; }

    public required IReadOnlyList<RealBuyer> Buyers { get; init; }

    public required IReadOnlyList<Persona> Personas { get; init; }

    /// <summary>Beside the default one.</summary>
    public required Funnel Funnel { get; init; }

    public required SegmentSet Segments { get; init; }

    /// <summary>The columns in which personas are sought.</summary>
    public required IReadOnlyList<PersonaColumn> Columns { get; init; }

    public required DateTimeOffset Now { get; init; }
}
