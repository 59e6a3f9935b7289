using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Why a customer is matched to which personas, and what channels follow from it: everything as values, and in words by <see cref="ToString"/>. Immutable.</summary>
public sealed record PersonaExplanation
{
    /// <summary>Who.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>As of when, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The shares.</summary>
    public required PersonaMatches Matches { get; init; }

    /// <summary>Every persona, in the order of registration.</summary>
    public required IReadOnlyList<PersonaFinding> Personas { get; init; }

    /// <summary>The channels of which a persona or the customer's behaviour says anything, in the order of their names.</summary>
    public required IReadOnlyList<ChannelPreference> Channels { get; init; }

    /// <summary>The whole explanation, in English.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Customer).Append(" is ").Append(Matches).Append('\n');
        foreach (var persona in Personas.Where(persona => persona.Reasons.Count > 0).OrderByDescending(persona => persona.PerMille))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {persona.Persona} {persona.PerMille / 10}.{persona.PerMille % 10} %\n");
            foreach (var reason in persona.Reasons)
            {
                text.Append("    ").Append(reason).Append('\n');
            }
        }

        foreach (var channel in Channels)
        {
            text.Append("  ").Append(channel).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
