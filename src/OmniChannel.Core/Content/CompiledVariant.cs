using System.Diagnostics.CodeAnalysis;

namespace OmniChannel;

/// <summary>A variant whose templates are parsed. Immutable and safe for many threads.</summary>
internal sealed class CompiledVariant
{
    private readonly Template text;
    private readonly Template? subject;
    private readonly Template? html;
    private readonly Template? link;
    private readonly Template? image;
    private readonly Template[] buttons;

    internal CompiledVariant(Variant variant)
    {
        text = Template.Parse(variant.Text, default);
        subject = Optional(variant.Subject, ContentPart.Subject);
        html = Optional(variant.Html, ContentPart.Html);
        link = Optional(variant.Link, ContentPart.Link);
        image = Optional(variant.Image, ContentPart.Image);
        buttons = [.. variant.Buttons.Select((label, i) => Template.Parse(label, ContentPlace.Button(i + 1)))];
        Templates = [.. new[] { subject, text, html, link, image }.OfType<Template>(), .. buttons];
        Paths = [.. Templates.SelectMany(template => template.Paths).Distinct(StringComparer.Ordinal)];
        Problems = [.. Templates.SelectMany(template => template.Problems)];
    }

    /// <summary>Its templates, in the order in which a person reads them.</summary>
    internal IReadOnlyList<Template> Templates { get; }

    /// <summary>The paths it needs, each once.</summary>
    internal IReadOnlyList<string> Paths { get; }

    /// <summary>What is wrong with its templates whatever the values are.</summary>
    internal IReadOnlyList<RenderProblem> Problems { get; }

    /// <summary>The template of a place; null where the variant has none.</summary>
    internal Template? Find(ContentPlace place) => Templates.FirstOrDefault(template => template.Place == place);

    /// <summary>Fills in the values of one customer.</summary>
    internal RenderResult Render(IReadOnlyDictionary<string, string> values)
    {
        var problems = new List<RenderProblem>();
        var content = new RenderedContent
        {
            Subject = subject?.Render(values, problems)?.Trim(),
            Text = text.Render(values, problems) ?? "",
            Html = html?.Render(values, problems),
            Link = Address(link, values, problems),
            Image = Address(image, values, problems),
            Buttons = Labels(values, problems),
        };
        return problems.Count == 0 ? new RenderResult { Content = content } : new RenderResult { Problems = problems };
    }

    [return: NotNullIfNotNull(nameof(source))]
    private static Template? Optional(string? source, ContentPart part) =>
        source is null ? null : Template.Parse(source, ContentPlace.Of(part));

    private static Uri? Address(Template? template, IReadOnlyDictionary<string, string> values, List<RenderProblem> problems)
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
