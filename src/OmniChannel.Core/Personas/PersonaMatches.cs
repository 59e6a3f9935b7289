namespace OmniChannel;

/// <summary>The personas of a customer at one moment. Immutable.</summary>
public sealed record PersonaMatches
{
    /// <summary>The shares above zero, the greatest first, of equal ones that of the persona registered first. With <see cref="Unmatched"/> they are 1000 exactly.</summary>
    public required IReadOnlyList<PersonaShare> Shares { get; init; }

    /// <summary>How much of the customer is none of the personas, in thousandths.</summary>
    public required int Unmatched { get; init; }

    /// <summary>The customer's persona: the greatest share, if it is no less than <see cref="Unmatched"/>; null for none.</summary>
    public PersonaId? First => Shares.Count > 0 && Shares[0].PerMille >= Unmatched ? Shares[0].Persona : null;

    /// <summary>The share of a persona, 0 to 1000.</summary>
    public int Of(PersonaId persona) => Shares.FirstOrDefault(share => share.Persona == persona)?.PerMille ?? 0;

    /// <summary>"commuter 70.0 %, family 20.0 %, none of them 10.0 %".</summary>
    public override string ToString() => Shares.Count == 0 ? "none of the personas" : string.Join(", ", Shares) + (Unmatched > 0 ? $", none of them {Unmatched / 10}.{Unmatched % 10} %" : "");
}
