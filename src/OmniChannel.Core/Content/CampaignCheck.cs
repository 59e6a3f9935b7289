namespace OmniChannel;

/// <summary>Says where a campaign breaks a rule of its channels, strays from its own facts, or from the brand's voice. Pure; also asked by <c>StartAsync</c> and <c>SaveAsync</c>, which refuse its errors and log its warnings.</summary>
public static class CampaignCheck
{
    /// <summary>Every finding, in the order of the variants; none for a campaign that can be sent as it is.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="voice">The brand's voice; null for one that wants nothing.</param>
    /// <param name="channels">Definitions of channels, in place of the ready ones or beside them; null for the ready ones.</param>
    /// <param name="engines">The template engines beside Core's own; null for none.</param>
    /// <param name="facts">The host's own facts, all of them: a template that asks another as <c>{{customer.custom.…}}</c> is found. Null for not known.</param>
    public static IReadOnlyList<CampaignFinding> Check(Campaign campaign, BrandVoice? voice = null, IEnumerable<ChannelDefinition>? channels = null, IEnumerable<ITemplateEngine>? engines = null, FactSchema? facts = null)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var own = (channels ?? []).GroupBy(definition => definition.Channel).ToDictionary(same => same.Key, same => same.Last());
        return Check(campaign, voice ?? new BrandVoice(), channel => own.GetValueOrDefault(channel) ?? ChannelDefinitions.Find(channel), new TemplateEngines(engines ?? []), facts is null ? HostFacts.Unknown : new HostFacts(facts.All, others: DiagnosticSeverity.Error));
    }

    internal static IReadOnlyList<CampaignFinding> Check(Campaign campaign, BrandVoice voice, Func<Channel, ChannelDefinition?> find, TemplateEngines engines, HostFacts facts)
    {
        var texts = SpokenText.Of(campaign, engines);
        return
        [
            .. Shape(campaign, find),
            .. FactCheck.CheckNames(campaign),
            .. Once(texts, [.. texts.SelectMany(text => Check(text, voice, find(text.Channel)?.Capabilities, facts)), .. FactCheck.Check(campaign, texts)]),
            .. PastedCheck.Check(texts, voice),
            .. CultureCheck.Check(campaign),
        ];
    }

    /// <summary>What another language takes over from the variant's own is found there, and not again.</summary>
    private static IEnumerable<CampaignFinding> Once(IReadOnlyList<SpokenText> texts, IReadOnlyList<CampaignFinding> findings)
    {
        var own = texts.Where(text => text.IsOwn).GroupBy(text => text.Channel).ToDictionary(same => same.Key, same => same.First());
        var sources = texts.Where(text => !text.IsOwn).GroupBy(text => (text.Channel, text.Culture)).ToDictionary(same => same.Key, same => same.First());
        return findings.Where(finding =>
            finding.Place is not { } place
            || !sources.TryGetValue((finding.Channel!.Value, finding.Culture), out var text)
            || text.SourceOf(place) != own[text.Channel].SourceOf(place)
            || !findings.Any(other => other.Place == place && other.Channel == finding.Channel && other.Culture == own[text.Channel].Culture && other.Code == finding.Code && other.Found == finding.Found && other.Line == finding.Line && other.Column == finding.Column));
    }

    private static IEnumerable<CampaignFinding> Check(SpokenText text, BrandVoice voice, ChannelCapabilities? can, HostFacts facts) =>
    [
        .. Paths(text, facts),
        .. Misfits(text, can),
        .. SmsParts(text, voice, can),
        .. ToneCheck.Check(text, voice),
        .. StyleCheck.Check(text, voice),
        .. LegalCheck.Check(text, voice),
    ];

    /// <summary>Which variants there are.</summary>
    private static IEnumerable<CampaignFinding> Shape(Campaign campaign, Func<Channel, ChannelDefinition?> find)
    {
        if (campaign.Variants.Count == 0)
        {
            yield return Of(CampaignFindingCode.VariantMissing, DiagnosticSeverity.Error, null, "no variant", "one for each channel it may speak on", "add them");
        }

        foreach (var twice in campaign.Variants.GroupBy(variant => variant.Channel).Where(same => same.Skip(1).Any()))
        {
            yield return Of(CampaignFindingCode.VariantTwice, DiagnosticSeverity.Error, twice.Key, $"{twice.Count()} variants for {twice.Key}", "one", "keep one of them");
        }

        foreach (var variant in campaign.Variants.Where(variant => find(variant.Channel) is null))
        {
            yield return Of(CampaignFindingCode.UnknownChannel, DiagnosticSeverity.Error, variant.Channel, "a channel that is not defined", "a defined one", "add a ChannelDefinition for it, or correct its name");
        }

        foreach (var missing in (campaign.Channels ?? []).Where(channel => campaign.Variants.All(variant => variant.Channel != channel)))
        {
            yield return Of(CampaignFindingCode.VariantMissing, DiagnosticSeverity.Warning, missing, "no variant", "one, as the campaign is planned for the channel", "write it, or take the channel from the campaign's Channels");
        }

        if (campaign.Variants.Count > 0 && campaign.Variants.All(variant => find(variant.Channel)?.Capabilities.ReplyWindow is not null))
        {
            yield return Of(CampaignFindingCode.ReplyWindowOnly, DiagnosticSeverity.Warning, null, "only channels with a reply window", "one that is always open", "add a variant for e-mail, SMS or push: nobody else than who has just written is reached now");
        }

        CampaignFinding Of(CampaignFindingCode code, DiagnosticSeverity severity, Channel? channel, string found, string expected, string fix) =>
            new() { Code = code, Severity = severity, Campaign = campaign.Id, Channel = channel, Found = found, Expected = expected, Fix = fix };
    }

    private static IEnumerable<CampaignFinding> Paths(SpokenText text, HostFacts facts) =>
        from template in text.Compiled.Templates
        from path in template.Paths
        let doubt = MessageValues.Doubt(path, text.Campaign, facts)
        where doubt is not null
        let at = PlaceOf(path.EndsWith(".*", StringComparison.Ordinal) ? path[..^2] : path, text.SourceOf(template.Place))
        select text.Find(CampaignFindingCode.UnknownPath, doubt.Value.Severity, template.Place, Math.Max(0, at), $"{{{{{path}}}}}", "a path that has a value", doubt.Value.Why);

    /// <summary>Where a template asks a path: between braces, and not as a part of another. -1 where it stands differently there, as within a loop.</summary>
    private static int PlaceOf(string path, string source)
    {
        for (var at = source.IndexOf(path, StringComparison.Ordinal); at >= 0; at = source.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            var before = source.AsSpan(0, at);
            if (!EndsWithPath(before) && !EndsWithPath(source.AsSpan(at + path.Length, Math.Min(1, source.Length - at - path.Length))) && before.LastIndexOf("{{") > before.LastIndexOf("}}"))
            {
                return at;
            }
        }

        return -1;

        static bool EndsWithPath(ReadOnlySpan<char> text) => text.Length > 0 && (char.IsAsciiLetterOrDigit(text[^1]) || text[^1] is '.' or '_' or '-');
    }

    private static IEnumerable<CampaignFinding> Misfits(SpokenText text, ChannelCapabilities? can)
    {
        // Without a definition nothing is known of its limits; a template is wrong all the same.
        foreach (var problem in text.Compiled.Problems)
        {
            yield return text.Find(
                CampaignFindingCode.ChannelMisfit, DiagnosticSeverity.Error, problem.Place, problem.Position, problem.Position is null ? "a template" : "this", "a template that renders", problem.Problem.TrimEnd('.'))
                with { Misfit = VariantFindingCode.TemplateInvalid };
        }

        foreach (var finding in can is null ? [] : VariantCheck.Check(text.Compiled, can).Where(finding => finding.Code != VariantFindingCode.TemplateInvalid))
        {
            yield return text.Find(CampaignFindingCode.ChannelMisfit, DiagnosticSeverity.Error, finding.Place, null, finding.Found, finding.Allowed, finding.Fix) with { Misfit = finding.Code };
        }
    }

    /// <summary>Counted with the facts filled in and every other path left out: it can only grow.</summary>
    private static IEnumerable<CampaignFinding> SmsParts(SpokenText text, BrandVoice voice, ChannelCapabilities? can)
    {
        if (can?.TextLimit?.Unit != TextUnit.SmsSegments || text.Compiled.Problems.Count > 0)
        {
            yield break;
        }

        var least = LeastText(text);
        var parts = SmsSegments.Of(least);
        if (parts.Count > voice.MaxSmsParts && parts.Count <= can.TextLimit.Max)
        {
            var why = parts.FirstOutsideGsm7 is { } at ? $"shorten it, or replace what GSM-7 lacks, first '{least[at]}': without it a part holds 153 characters instead of 67" : "shorten it";
            yield return text.Warn(CampaignFindingCode.SmsTooManyParts, default(ContentPlace), null, $"{parts.Count} SMS parts", $"at most {voice.MaxSmsParts}", why);
        }
    }

    private static string LeastText(SpokenText text)
    {
        var values = text.Compiled.Paths.ToDictionary(path => path, _ => "", StringComparer.Ordinal);
        foreach (var fact in text.Campaign.Facts ?? [])
        {
            values["campaign." + fact.Name] = fact.In(text.Culture ?? default);
        }

        return text.Compiled.Find(default)!.Render(values, []) ?? "";
    }
}
