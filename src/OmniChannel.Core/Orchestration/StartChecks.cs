using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>Whether an instance can work as it is configured: every problem together, each a sentence that names the fix.</summary>
internal static class StartChecks
{
    private const int LongestAccount = 100;

    public static IEnumerable<string> Problems(OmniChannelSetup setup, IReadOnlyList<Campaign> campaigns, IReadOnlyList<CampaignFinding> content, Instance instance, PolicyReport? report) =>
    [
        .. Options(setup.Options),
        .. Accounts(instance),
        .. DeliverySettingsCheck.Problems(setup.Options.Delivery, instance.Accounts),
        .. IdentityRulesCheck.Problems(setup.Identity),
        .. Twice(setup.TemplateEngines.Select(engine => engine.Name), "template engine"),
        .. setup.Feeds.Where(feed => !FeedRows.IsName(feed.Name)).Select(feed => $"The feed '{feed.Name}' has no name under which its places can be kept: 1 to 64 lower-case ASCII letters, digits, '-', '.' and '_'."),
        .. Twice(setup.Feeds.Select(feed => feed.Name), "feed"),
        .. Twice(campaigns.Select(campaign => campaign.Id.Value), "campaign"),
        .. instance.Funnels.Findings.Where(finding => !finding.IsWarning).Select(finding => finding.ToString()),
        .. SegmentChecks.Problems([.. setup.Segments]).Select(problem => problem.ToString()),
        .. Stages(setup, instance.Funnels),
        .. campaigns.SelectMany(campaign => CampaignChecks.Problems(campaign, instance, content.Where(finding => finding.Campaign == campaign.Id))),
        .. SurveyChecks.Problems(instance.Surveys),
        .. PersonaChecks.Problems([.. setup.Personas], setup.PersonaSettings, instance.Surveys, instance.Channels.All, ProfileFacts.MayAsk),
        .. (report?.Findings ?? []).Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => PolicyChecks.Problem(finding, instance.Policies)),
        .. setup.StartChecks.SelectMany(check => check()),
    ];

    /// <summary>Nothing while the funnels have errors: then it is not known which stages there are.</summary>
    private static IEnumerable<string> Stages(OmniChannelSetup setup, FunnelBook funnels) => funnels.HasErrors ? [] :
    [
        .. setup.Segments.SelectMany(segment => StageNames.Problems(segment.When, funnels.Default, $"The segment {segment.Id}")),
        .. setup.Personas.SelectMany((persona, place) => StageNames.Problems(persona.When, funnels.Default, $"Persona {place + 1} ('{persona.Id}'), rule")),
    ];

    private static IEnumerable<string> Options(OmniChannelOptions options)
    {
        if (options.PublicBaseUri is { } way && !(way.IsAbsoluteUri && way.Scheme == Uri.UriSchemeHttps && way.Query.Length == 0 && way.Fragment.Length == 0))
        {
            yield return $"PublicBaseUri is '{way}'; expected an absolute https address without query, such as https://shop.example/u.";
        }

        if (options.TimeZone is { } zone && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId))
        {
            yield return $"TimeZone is '{zone}'; expected an IANA name such as \"Europe/Berlin\".";
        }

        if (!Enum.IsDefined(options.Dispatch))
        {
            yield return $"Dispatch is {options.Dispatch}; expected Background or None.";
        }

        if (!Enum.IsDefined(options.Carts.ConcurrentSets))
        {
            yield return $"Carts.ConcurrentSets is {options.Carts.ConcurrentSets}; expected {string.Join(" or ", Enum.GetNames<ConcurrentSets>())}.";
        }

        if (!Enum.IsDefined(options.Carts.Reservations))
        {
            yield return $"Carts.Reservations is {options.Carts.Reservations}; expected {string.Join(", ", Enum.GetNames<StockReservations>())}.";
        }

        foreach (var problem in new[]
        {
            Within("Concurrency", options.Concurrency, 1, 256),
            Within("Lease", options.Lease, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            Within("PollInterval", options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            Within("StopTimeout", options.StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Within("MaxPending", options.MaxPending, 1, 1_000_000),
            Within("MaxAttempts", options.MaxAttempts, 1, 50),
            Within("AccountPause", options.AccountPause, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            Within("ResponseDeadline", options.ResponseDeadline, TimeSpan.FromSeconds(10), TimeSpan.FromDays(7)),
            Within("SessionLifetime", options.SessionLifetime, TimeSpan.FromDays(30), TimeSpan.FromDays(400)),
            Within("Carts.ReservedFor", options.Carts.ReservedFor, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
            options.Retention.Timeline is { } timeline ? Within("Retention.Timeline", timeline, TimeSpan.FromDays(30), TimeSpan.FromDays(36_500)) : null,
            options.Retention.Deliveries is { } deliveries ? Within("Retention.Deliveries", deliveries, TimeSpan.FromDays(30), TimeSpan.FromDays(36_500)) : null,
        }.OfType<string>())
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Accounts(Instance instance)
    {
        foreach (var twice in instance.Accounts.All.GroupBy(adapter => (adapter.Channel, adapter.Account)).Where(same => same.Skip(1).Any()))
        {
            yield return $"Channel {twice.Key.Channel} has {twice.Count()} accounts named '{twice.Key.Account}'; give each a name of its own.";
        }

        foreach (var adapter in instance.Accounts.All)
        {
            if (adapter.Account is not { Length: > 0 and <= LongestAccount })
            {
                yield return $"An account on {adapter.Channel} has a name of {adapter.Account?.Length ?? 0} characters; expected 1 to {LongestAccount}.";
            }

            if (instance.Channels.Find(adapter.Channel) is null)
            {
                yield return $"Account '{adapter.Account}' sends on {adapter.Channel}, which is not defined; add a ChannelDefinition for it.";
            }

            if (adapter is IBatchChannelAdapter { MaxBatch: < 2 and var few })
            {
                yield return $"Account '{adapter.Account}' on {adapter.Channel} takes {few} messages in one call; expected 2 or more, or implement IChannelAdapter alone.";
            }

            if (instance.Accounts.LacksOneClickBase(adapter))
            {
                yield return $"Account '{adapter.Account}' on {adapter.Channel} may send marketing, and its one-click way out (RFC 8058) has nowhere to lead; set PublicBaseUri, or let the account send no marketing (MaySendMarketing = false).";
            }
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names, string what) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"There are {same.Count()} {what}s named '{same.Key}'; keep one.");

    private static string? Within<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0 ? $"{name} is {value}; expected {least} to {most}." : null;
}
