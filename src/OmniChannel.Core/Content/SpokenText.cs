namespace OmniChannel;

/// <summary>What a campaign says on one channel in one language.</summary>
internal sealed record SpokenText
{
    public required Campaign Campaign { get; init; }

    /// <summary>The variant with the texts of this language.</summary>
    public required CompiledVariant Compiled { get; init; }

    /// <summary>The language; null for the variant's own, where nobody said which that is.</summary>
    public required Culture? Culture { get; init; }

    /// <summary>Whether it is the variant's own language.</summary>
    public bool IsOwn { get; init; }

    public Variant Variant => Compiled.Variant;

    public Channel Channel => Compiled.Variant.Channel;

    /// <summary>Its parts that a person reads, as they would be seen, each as long as its source so that places agree.</summary>
    public IReadOnlyList<(ContentPlace Place, string Source, string Visible)> Parts => parts ??= [.. ReadParts()];

    private IReadOnlyList<(ContentPlace, string, string)>? parts;

    /// <summary>Every text of a campaign: each variant in its own language, then in the others, by name.</summary>
    public static IReadOnlyList<SpokenText> Of(Campaign campaign, TemplateEngines engines) =>
    [
        .. campaign.Variants.SelectMany(variant =>
        {
            var compiled = engines.Compile(variant);
            return compiled.Cultures.OrderBy(other => other.Key.Name, StringComparer.Ordinal)
                .Select(other => new SpokenText { Campaign = campaign, Compiled = other.Value, Culture = other.Key })
                .Prepend(new SpokenText { Campaign = campaign, Compiled = compiled, Culture = campaign.Culture, IsOwn = true });
        }),
    ];

    /// <summary>Whether what is said for a culture counts here: for every culture, for this, or for one that this falls back to.</summary>
    public bool Is(Culture? culture) => culture is null || Culture?.WithParents().Contains(culture.Value) == true;

    /// <summary>A finding in this text.</summary>
    public CampaignFinding Find(CampaignFindingCode code, DiagnosticSeverity severity, ContentPlace? place, int? at, string found, string expected, string fix)
    {
        var (line, column) = at is { } position && place is { } part ? LineOf(SourceOf(part), position) : (null, null);
        return new CampaignFinding
        {
            Code = code,
            Severity = severity,
            Campaign = Campaign.Id,
            Channel = Channel,
            Culture = Culture,
            Place = place,
            Line = line,
            Column = column,
            Found = found,
            Expected = expected,
            Fix = fix,
        };
    }

    public CampaignFinding Warn(CampaignFindingCode code, ContentPlace? place, int? at, string found, string expected, string fix) =>
        Find(code, DiagnosticSeverity.Warning, place, at, found, expected, fix);

    public string SourceOf(ContentPlace place) => place.Part switch
    {
        ContentPart.Subject => Variant.Subject ?? "",
        ContentPart.Html => Variant.Html ?? "",
        ContentPart.Link => Variant.Link ?? "",
        ContentPart.Image => Variant.Image ?? "",
        ContentPart.Button => Variant.Buttons.ElementAtOrDefault(place.Number - 1) ?? "",
        _ => Variant.Text,
    };

    private static (int? Line, int? Column) LineOf(string source, int position)
    {
        var before = source.AsSpan(0, Math.Min(position, source.Length));
        return (before.Count('\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
    }

    private IEnumerable<(ContentPlace, string, string)> ReadParts()
    {
        var places = new List<ContentPlace>();
        places.AddRange(Variant.Subject is null ? [] : [ContentPlace.Of(ContentPart.Subject)]);
        places.Add(default);
        places.AddRange(Variant.Html is null ? [] : [ContentPlace.Of(ContentPart.Html)]);
        places.AddRange(Variant.Buttons.Select((_, i) => ContentPlace.Button(i + 1)));
        foreach (var place in places)
        {
            // What is far too long is an error of its own; nobody reads it word by word.
            if (SourceOf(place) is { Length: <= Template.MaxSource } source)
            {
                yield return (place, source, VisibleText.Of(source, place.Part == ContentPart.Html));
            }
        }
    }
}
