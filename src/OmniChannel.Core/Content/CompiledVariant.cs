using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>A variant whose templates are parsed, in its own language and in every other. Immutable and safe for many threads.</summary>
internal sealed class CompiledVariant
{
    private readonly ITemplate text;
    private readonly ITemplate? subject;
    private readonly ITemplate? html;
    private readonly ITemplate? link;
    private readonly ITemplate? image;
    private readonly ITemplate[] buttons;
    private readonly RenderProblem[] ownProblems;
    private readonly FrozenDictionary<Culture, CompiledVariant> byCulture;

    internal CompiledVariant(Variant variant, TemplateEngines engines)
        : this(variant, engines, OwnProblems(variant, engines)) =>
        byCulture = variant.In is { Count: > 0 } others
            ? others.ToFrozenDictionary(other => other.Key, other => new CompiledVariant(In(variant, other.Value), engines, ownProblems))
            : FrozenDictionary<Culture, CompiledVariant>.Empty;

    private CompiledVariant(Variant variant, TemplateEngines engines, RenderProblem[] ownProblems)
    {
        this.ownProblems = ownProblems;
        byCulture = FrozenDictionary<Culture, CompiledVariant>.Empty;
        Variant = variant;
        var engine = variant.Engine is { } name ? engines.Find(name) : null;
        text = Parse(variant.Text, default);
        subject = Optional(variant.Subject, ContentPart.Subject);
        html = Optional(variant.Html, ContentPart.Html);
        link = variant.Link is null ? null : Template.Parse(variant.Link, ContentPlace.Of(ContentPart.Link));
        image = variant.Image is null ? null : Template.Parse(variant.Image, ContentPlace.Of(ContentPart.Image));
        buttons = [.. variant.Buttons.Select((label, i) => Parse(label, ContentPlace.Button(i + 1)))];
        Templates = [.. new[] { subject, text, html, link, image }.OfType<ITemplate>(), .. buttons];
        Paths = [.. Templates.SelectMany(template => template.Paths).Distinct(StringComparer.Ordinal)];
        AsksMoreThanTheProfile = Paths.Any(MessageReader.AsksMoreThanTheProfile);
        Problems = [.. ownProblems, .. Templates.SelectMany(template => template.Problems)];

        ITemplate? Optional(string? source, ContentPart part) => source is null ? null : Parse(source, ContentPlace.Of(part));

        ITemplate Parse(string source, ContentPlace place) => engine is null
            ? Template.Parse(source, place, variant.Markup)
            : engine.Compile(new TemplateSource { Text = source, Place = place, Markup = variant.Markup });
    }

    /// <summary>The variant, with the texts of its culture.</summary>
    internal Variant Variant { get; }

    /// <summary>Its templates, in the order in which a person reads them.</summary>
    internal IReadOnlyList<ITemplate> Templates { get; }

    /// <summary>The paths it needs, each once.</summary>
    internal IReadOnlyList<string> Paths { get; }

    /// <summary>Whether it takes more than the customer's profile to fill it in: persona, stage, the host's own facts.</summary>
    internal bool AsksMoreThanTheProfile { get; }

    /// <summary>What is wrong with its templates whatever the values are.</summary>
    internal IReadOnlyList<RenderProblem> Problems { get; }

    /// <summary>The cultures it speaks beside its own, with what it says in them.</summary>
    internal IReadOnlyDictionary<Culture, CompiledVariant> Cultures => byCulture;

    /// <summary>The template of a place; null where the variant has none.</summary>
    internal ITemplate? Find(ContentPlace place) => Templates.FirstOrDefault(template => template.Place == place);

    /// <summary>What it says to a reader of a culture: in that, in what the culture falls back to, or in its own language.</summary>
    /// <param name="culture">The reader's; <c>default</c> for unknown.</param>
    /// <param name="own">The language of the variant's own texts; null for unsaid.</param>
    /// <returns>The texts, and the culture as which numbers and dates are written in them.</returns>
    internal (CompiledVariant Texts, Culture Written) For(Culture culture, Culture? own)
    {
        foreach (var at in culture.WithParents())
        {
            if (byCulture.TryGetValue(at, out var found))
            {
                return (found, culture);
            }

            if (at == own)
            {
                return (this, culture);
            }
        }

        return (this, own is { } known && culture.Language == known.Language ? culture : own ?? default);
    }

    /// <summary>Fills in the values of one customer.</summary>
    internal RenderResult Render(IReadOnlyDictionary<string, string> values)
    {
        var problems = ownProblems.Length == 0 ? [] : new List<RenderProblem>(ownProblems);
        var content = new RenderedContent
        {
            Subject = subject?.Render(values, problems)?.Trim(),
            Text = text.Render(values, problems) ?? "",
            Html = html?.Render(values, problems),
            Link = Address(link, values, problems),
            Image = Address(image, values, problems),
            Buttons = Labels(values, problems),
            Markup = Variant.Markup,
        };
        return problems.Count == 0 ? new RenderResult { Content = content } : new RenderResult { Problems = problems };
    }

    private static Variant In(Variant variant, VariantText other) => variant with
    {
        Text = other.Text,
        Subject = other.Subject ?? variant.Subject,
        Html = other.Html ?? variant.Html,
        Link = other.Link ?? variant.Link,
        Image = other.Image ?? variant.Image,
        Buttons = other.Buttons ?? variant.Buttons,
        In = null,
    };

    /// <summary>What keeps the variant as a whole from being sent.</summary>
    private static RenderProblem[] OwnProblems(Variant variant, TemplateEngines engines)
    {
        var place = ContentPlace.Of(ContentPart.Format);
        var problems = new List<RenderProblem>();
        if (variant.Engine is { } name && engines.Find(name) is null)
        {
            var known = engines.Names.Any() ? $"known are {string.Join(", ", engines.Names)}" : "none is registered: add the package OmniChannel.Handlebars and UseHandlebars(), say";
            problems.Add(new RenderProblem { Code = RenderProblemCode.UnknownEngine, Place = place, Problem = $"There is no template engine '{name}'; {known}." });
        }

        if (VariantFingerprint.WhyNotApproved(variant) is { } why)
        {
            problems.Add(new RenderProblem { Code = RenderProblemCode.NotApproved, Place = place, Problem = why });
        }

        return [.. problems];
    }

    private static Uri? Address(ITemplate? template, IReadOnlyDictionary<string, string> values, List<RenderProblem> problems)
    {
        if (template?.Render(values, problems) is not { } written)
        {
            return null;
        }

        if (ContentAddress.TryParse(written, out var address, out var problem))
        {
            return address;
        }

        problems.Add(new RenderProblem { Code = RenderProblemCode.NotAnAddress, Place = template.Place, Problem = problem });
        return null;
    }

    private string[] Labels(IReadOnlyDictionary<string, string> values, List<RenderProblem> problems)
    {
        if (buttons.Length == 0)
        {
            return [];
        }

        var labels = new string[buttons.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = buttons[i].Render(values, problems)?.Trim() ?? "";
        }

        return labels;
    }
}
