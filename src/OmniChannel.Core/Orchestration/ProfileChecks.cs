namespace OmniChannel;

/// <summary>Whether a profile can be saved. Names every problem, and never an address.</summary>
internal static class ProfileChecks
{
    private const int MaxName = 200;
    private const int MaxLikings = 500;
    private const int MaxContactPoints = 50;
    private const int MaxConsents = 500;
    private const int MaxAddress = 4096;

    /// <exception cref="ArgumentException">A zone, country, language, stage, contact point or consent is not one, or something is too large; the message names every problem.</exception>
    public static void Check(CustomerProfile profile, AccountDirectory accounts, Funnel funnel, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var problems = Problems(profile, accounts, funnel, now).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException("The profile cannot be saved: " + string.Join("; ", problems) + ".", nameof(profile));
        }
    }

    private static IEnumerable<string> Problems(CustomerProfile profile, AccountDirectory accounts, Funnel funnel, DateTimeOffset now)
    {
        if (profile.Id == default)
        {
            yield return "it names no customer";
        }

        if (profile.Name is { } name && (name.Length > MaxName || name.Any(char.IsControl)))
        {
            yield return $"its name is longer than {MaxName} characters, or has a line break or another control character";
        }

        if (profile.TimeZone is { } zone && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId))
        {
            yield return $"'{Short(zone)}' is no IANA time zone, such as \"Europe/Berlin\"";
        }

        if (profile.Country is { } country && CountryZones.Of(country).Count == 0)
        {
            yield return $"'{Short(country)}' is no ISO 3166-1 alpha-2 country, such as \"DE\"";
        }

        if (profile.Language is { } language && CultureNames.WhyNoLanguage(language) is { } why)
        {
            yield return why;
        }

        if (profile.Stage is { } stage && !funnel.Stages.Any(known => known.Stage == stage))
        {
            var names = funnel.Stages.Select(known => known.Stage.Name).ToList();
            yield return $"the funnel has no stage '{stage}'{(NearestName.To($"{stage}", names) is { } near ? $" (did you mean '{near}'?)" : "")}; it has {string.Join(", ", names)}";
        }

        if (profile.ContactPoints.Count > MaxContactPoints)
        {
            yield return $"it has {profile.ContactPoints.Count} contact points; at most {MaxContactPoints} are allowed";
        }

        if (profile.Consents.Count > MaxConsents)
        {
            yield return $"it has {profile.Consents.Count} consents; at most {MaxConsents} are allowed";
        }

        if (profile.Channels.Count > MaxLikings || profile.Topics.Count > MaxLikings)
        {
            yield return $"it says what the customer likes of {profile.Channels.Count} channels and {profile.Topics.Count} topics; at most {MaxLikings} of each are allowed";
        }

        for (var i = 0; i < Math.Min(profile.Consents.Count, MaxConsents); i++)
        {
            if (RecordChecks.ConsentProblem(profile.Consents[i], now) is { } problem)
            {
                yield return $"consent {i + 1} ({profile.Consents[i].Purpose} on {profile.Consents[i].Channel}): {problem}";
            }
        }

        for (var i = 0; i < profile.ContactPoints.Count; i++)
        {
            if (ProblemOf(profile.ContactPoints[i], accounts) is { } problem)
            {
                yield return $"contact point {i + 1} ({profile.ContactPoints[i].Channel}): {problem.TrimEnd('.')}";
            }
        }
    }

    private static string? ProblemOf(ContactPoint point, AccountDirectory accounts) => point switch
    {
        { Channel: var channel } when channel == default => "its channel names nothing",
        { Address: null or "" } => "it has no address",
        { Address.Length: > MaxAddress } => $"its address has {point.Address.Length} characters; at most {MaxAddress} are allowed",
        _ => accounts.Check(point).Problem,
    };

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
