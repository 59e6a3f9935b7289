using System.Globalization;

namespace OmniChannel;

/// <summary>What is wrong with personas and their settings: every problem together, each a sentence with its place and the fix.</summary>
internal static class PersonaChecks
{
    private const int MaxEvidence = 200;

    /// <param name="personas">As they were registered.</param>
    /// <param name="settings">How they are weighed.</param>
    /// <param name="surveys">The surveys that evidence may ask.</param>
    /// <param name="channels">The channels that are defined.</param>
    /// <param name="mayAsk">Whether a rule may ask a fact.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<Persona> personas, PersonaSettings settings, IReadOnlyList<Survey> surveys, IReadOnlyCollection<ChannelDefinition> channels, Func<Fact, bool> mayAsk)
    {
        var known = personas.GroupBy(persona => persona.Id).ToDictionary(same => same.Key, same => same.First());
        return
        [
            .. SettingsProblems(settings),
            .. personas.GroupBy(persona => persona.Id.Value, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"There are {same.Count()} personas named '{same.Key}'; keep one."),
            .. personas.SelectMany((persona, place) => Of(persona, place, known, surveys, channels)),
            .. personas.SelectMany((persona, place) => persona.When is { } when ? PersonaRuleChecks.Problems(when, mayAsk).Select(problem => $"{Who(persona, place)}, rule{problem}") : []),
            .. Circles(personas, known),
        ];
    }

    private static IEnumerable<string> Of(Persona persona, int place, Dictionary<PersonaId, Persona> known, IReadOnlyList<Survey> surveys, IReadOnlyCollection<ChannelDefinition> channels)
    {
        var who = Who(persona, place);
        if (persona.Id == default)
        {
            yield return $"Persona {place + 1} names nothing; give it an Id such as new PersonaId(\"commuter\").";
        }

        foreach (var (channel, weight) in persona.Channels.OrderBy(one => one.Key.Name, StringComparer.Ordinal))
        {
            if (channel != default && channels.All(definition => definition.Channel != channel))
            {
                var meant = NearestName.To(channel.Name, channels.Select(definition => definition.Channel.Name));
                yield return $"{who}, channel {channel}: it is not defined{(meant is null ? "" : $"; did you mean {meant}?")}; mend the name, or add a ChannelDefinition.";
            }

            if (channel == default || weight is < -100 or > 100)
            {
                yield return $"{who}, channel {(channel == default ? "without a name" : channel)}: its weight is {weight}; expected a channel and −100 (never) to 100 (always).";
            }
        }

        if (persona.Demographics is { } demographics)
        {
            foreach (var problem in Demographics(demographics))
            {
                yield return $"{who}, demographics: {problem}.";
            }
        }

        if (persona.Evidence.Count > MaxEvidence)
        {
            yield return $"{who} has {persona.Evidence.Count} pieces of evidence; at most {MaxEvidence} are allowed.";
        }

        for (var i = 0; i < persona.Evidence.Count; i++)
        {
            if (EvidenceProblem(persona.Evidence[i], surveys) is { } problem)
            {
                yield return $"{who}, evidence {i + 1}: {problem}.";
            }
            else if (persona.Evidence.Take(i).Any(other => other == persona.Evidence[i]))
            {
                yield return $"{who}, evidence {i + 1} ({persona.Evidence[i]}) is there twice; keep one.";
            }
        }

        if (persona.BasedOn is { } basis && !known.ContainsKey(basis))
        {
            yield return $"{who} is based on '{basis}', which is no persona; register it, or mend the name.";
        }
    }

    private static string Who(Persona persona, int place) => $"Persona {place + 1} ('{persona.Id}')";

    private static IEnumerable<string> Demographics(PersonaDemographics stated)
    {
        if (stated.AgeFrom is < 0 or > 150 || stated.AgeTo is < 0 or > 150 || stated.AgeFrom > stated.AgeTo)
        {
            yield return $"the age is from {Age(stated.AgeFrom)} to {Age(stated.AgeTo)}; expected 0 to 150, the first no greater than the last";
        }

        foreach (var country in stated.Countries.Where(country => CountryZones.Of(country).Count == 0))
        {
            yield return $"'{country}' is no ISO 3166-1 alpha-2 country, such as \"DE\"";
        }

        foreach (var language in stated.Languages)
        {
            if (CultureNames.WhyNoLanguage(language ?? "") is { } why)
            {
                yield return why;
            }
        }
    }

    private static string Age(int? years) => years?.ToString(CultureInfo.InvariantCulture) ?? "any";

    private static string? EvidenceProblem(PersonaEvidence? evidence, IReadOnlyList<Survey> surveys)
    {
        if (evidence is null)
        {
            return "it is null";
        }

        if (evidence.Survey is not { } asked)
        {
            return null;
        }

        if (surveys.FirstOrDefault(survey => survey.Id == asked) is not { } survey)
        {
            return $"survey '{asked}' is not registered; call AddSurvey";
        }

        return survey.Questions.FirstOrDefault(question => question.Name == evidence.Question) is not { } question
            ? $"survey '{asked}' has no question '{evidence.Question}'; it has {string.Join(", ", survey.Questions.Select(one => $"'{one.Name}'"))}"
            : question.Options.Count > 0 && !question.Options.Any(option => option.Name == evidence.Answer)
                ? $"question '{question.Name}' of survey '{asked}' has no option '{evidence.Answer}'; it has {string.Join(", ", question.Options.Select(option => $"'{option.Name}'"))}"
                : null;
    }

    /// <summary>Each circle once, from the persona in it that was registered first.</summary>
    private static IEnumerable<string> Circles(IReadOnlyList<Persona> personas, Dictionary<PersonaId, Persona> known)
    {
        var told = new HashSet<PersonaId>();
        foreach (var persona in personas)
        {
            if (!told.Contains(persona.Id) && PersonaBasis.CircleFrom(persona, known) is { } circle)
            {
                told.UnionWith(circle);
                yield return $"Personas are based on each other in a circle: {string.Join(" → ", circle.Select(id => $"'{id}'"))}; take one BasedOn out.";
            }
        }
    }

    private static IEnumerable<string> SettingsProblems(PersonaSettings settings)
    {
        foreach (var (name, value, least, most) in new (string, int, int, int)[]
        {
            (nameof(settings.RulePoints), settings.RulePoints, 1, 1_000_000),
            (nameof(settings.DemographicPoints), settings.DemographicPoints, 0, 10_000),
            (nameof(settings.UnmatchedPoints), settings.UnmatchedPoints, 0, 1_000_000),
            (nameof(settings.HalfLifeDays), settings.HalfLifeDays, 1, 3650),
            (nameof(settings.AnswerHalfLifeDays), settings.AnswerHalfLifeDays, 1, 3650),
            (nameof(settings.MostPerDay), settings.MostPerDay, 1, 1000),
            (nameof(settings.DeclaredPoints), settings.DeclaredPoints, 1, 1_000_000),
            (nameof(settings.PreferenceStep), settings.PreferenceStep, 1, 100),
            ("Trust.Touchpoint", settings.Trust.Touchpoint, 0, 1000),
            ("Trust.Opened", settings.Trust.Opened, 0, 1000),
            ("Trust.Receipt", settings.Trust.Receipt, 0, 1000),
            ("Trust.Machine", settings.Trust.Machine, 0, 1000),
            ("Trust.Acquisition", settings.Trust.Acquisition, 0, 1000),
            ("Trust.Answer", settings.Trust.Answer, 0, 1000),
            ("Channels.Touchpoint", settings.Channels.Touchpoint, -1000, 1000),
            ("Channels.Written", settings.Channels.Written, -1000, 1000),
            ("Channels.Purchased", settings.Channels.Purchased, -1000, 1000),
            ("Channels.Delivered", settings.Channels.Delivered, -1000, 1000),
            ("Channels.Opened", settings.Channels.Opened, -1000, 1000),
            ("Channels.Clicked", settings.Channels.Clicked, -1000, 1000),
            ("Channels.Replied", settings.Channels.Replied, -1000, 1000),
            ("Channels.Converted", settings.Channels.Converted, -1000, 1000),
            ("Channels.Complained", settings.Channels.Complained, -1000, 1000),
            ("Channels.Unsubscribed", settings.Channels.Unsubscribed, -1000, 1000),
        })
        {
            if (value < least || value > most)
            {
                yield return $"PersonaSettings.{name} is {value}; expected {least} to {most}.";
            }
        }

        if (!Enum.IsDefined(settings.Rules))
        {
            yield return $"PersonaSettings.Rules is {settings.Rules}; expected First or Every.";
        }
    }
}
