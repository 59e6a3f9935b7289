namespace OmniChannel;

/// <summary>Gives each persona what it takes from the one it is based on.</summary>
internal static class PersonaBasis
{
    /// <summary>The same personas in the same order, complete. One whose basis is not there, or leads round in a circle, stays as it is: the checks at start say so.</summary>
    public static Persona[] Resolve(Persona[] personas)
    {
        if (!Array.Exists(personas, persona => persona.BasedOn is not null))
        {
            return personas;
        }

        var known = personas.GroupBy(persona => persona.Id).ToDictionary(same => same.Key, same => same.First());
        return Array.ConvertAll(personas, persona => Complete(persona, known));
    }

    /// <summary>The personas from one to itself, by what each is based on; null when that ends.</summary>
    public static IReadOnlyList<PersonaId>? CircleFrom(Persona start, IReadOnlyDictionary<PersonaId, Persona> known)
    {
        var path = new List<PersonaId> { start.Id };
        var seen = new HashSet<PersonaId> { start.Id };
        for (var at = start; at.BasedOn is { } basis && known.TryGetValue(basis, out var next); at = next)
        {
            path.Add(basis);
            if (basis == start.Id)
            {
                return path;
            }

            if (!seen.Add(basis))
            {
                return null; // somebody else's circle
            }
        }

        return null;
    }

    private static Persona Complete(Persona persona, Dictionary<PersonaId, Persona> known)
    {
        var seen = new HashSet<PersonaId> { persona.Id };
        var whole = persona;
        for (var at = persona; at.BasedOn is { } basis && known.TryGetValue(basis, out var next); at = next)
        {
            if (!seen.Add(basis))
            {
                return persona;
            }

            whole = Over(whole, next);
        }

        return whole;
    }

    private static Persona Over(Persona one, Persona basis)
    {
        var channels = new Dictionary<Channel, int>(basis.Channels);
        foreach (var (channel, weight) in one.Channels)
        {
            channels[channel] = weight;
        }

        return one with
        {
            Description = one.Description ?? basis.Description,
            Demographics = one.Demographics ?? basis.Demographics,
            Traits = [.. one.Traits.Union(basis.Traits)],
            Motivations = [.. one.Motivations.Union(basis.Motivations)],
            PainPoints = [.. one.PainPoints.Union(basis.PainPoints)],
            Channels = channels,
            Evidence = [.. one.Evidence, .. basis.Evidence],
        };
    }
}
