namespace OmniChannel;

/// <summary>Why a customer is so much of one persona.</summary>
public sealed record PersonaFinding
{
    /// <summary>The persona.</summary>
    public required PersonaId Persona { get; init; }

    /// <summary>Its share of the customer, in thousandths.</summary>
    public required int PerMille { get; init; }

    /// <summary>What speaks for it altogether, in thousandths of points, never below zero.</summary>
    public required long Weight { get; init; }

    /// <summary>What speaks for it and against it, the weightiest first.</summary>
    public required IReadOnlyList<PersonaReason> Reasons { get; init; }
}
