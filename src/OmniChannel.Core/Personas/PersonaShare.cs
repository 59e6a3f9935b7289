using System.Globalization;

namespace OmniChannel;

/// <summary>How much of a customer is a persona.</summary>
public sealed record PersonaShare
{
    /// <summary>The persona.</summary>
    public required PersonaId Persona { get; init; }

    /// <summary>In thousandths, 1 to 1000.</summary>
    public required int PerMille { get; init; }

    /// <summary>"commuter 70.0 %".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Persona} {PerMille / 10}.{PerMille % 10} %");
}
