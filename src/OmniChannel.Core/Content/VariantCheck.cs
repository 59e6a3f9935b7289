using System.Text;

namespace OmniChannel;

/// <summary>Says where content does not fit its channel: every misfit together, none for content that fits. Pure.</summary>
public static class VariantCheck
{
    /// <summary>
    /// What can be known before anything is filled in: templates that cannot render, parts that the channel does not show, and texts whose literal
    /// part alone is too long; in its own language, by Core's own templates (<see cref="CampaignCheck"/> looks at every language and engine). A variant without findings can still grow too long with its values: check what is rendered, too.
    /// </summary>
    public static IReadOnlyList<VariantFinding> Check(Variant variant, ChannelCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(variant);
        ArgumentNullException.ThrowIfNull(capabilities);
        return Check(ContentRenderer.Compile(variant), capabilities);
    }

    /// <summary>The same of a variant that some engine has parsed, in one language.</summary>
    internal static List<VariantFinding> Check(CompiledVariant compiled, ChannelCapabilities capabilities)
    {
        var variant = compiled.Variant;
        var findings = compiled.Problems.Select(Invalid).ToList();
        var text = compiled.Find(default)!;
        CheckShape(findings, capabilities, new Shape
        {
            Text = text.Literal,
            HasText = text.Paths.Count > 0 || !string.IsNullOrWhiteSpace(text.Literal),
            Subject = compiled.Find(ContentPlace.Of(ContentPart.Subject))?.Literal,
            HasHtml = variant.Html is not null,
            HasLink = variant.Link is not null,
            HasImage = variant.Image is not null,
            Buttons = [.. variant.Buttons.Select((_, i) => compiled.Find(ContentPlace.Button(i + 1))!.Literal)],
            Format = variant.Format,
            Markup = variant.Markup,
        });
        ImageCheck.Check(findings, variant.ImageSize, capabilities.ImageLimit);
        return findings;
    }

    /// <summary>Whether what one customer will read fits the channel.</summary>
    public static IReadOnlyList<VariantFinding> Check(RenderedContent content, ChannelCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(capabilities);
        var findings = new List<VariantFinding>();
        CheckShape(findings, capabilities, new Shape
        {
            Text = content.Text,
            HasText = !string.IsNullOrWhiteSpace(content.Text),
            Subject = content.Subject,
            HasHtml = content.Html is not null,
            HasLink = content.Link is not null,
            HasImage = content.Image is not null,
            Buttons = content.Buttons,
            Markup = content.Markup,
        });
        return findings;
    }

    private static void CheckShape(List<VariantFinding> findings, ChannelCapabilities can, in Shape shape)
    {
        if (!can.Direction.HasFlag(ChannelDirection.Outbound))
        {
            findings.Add(New(VariantFindingCode.ChannelIsInbound, default, "a variant", "none", "remove the variant: touchpoints only arrive from this channel"));
            return;
        }

        if (!shape.HasText)
        {
            findings.Add(New(VariantFindingCode.TextMissing, default, "no text", "some text", "write the text; it is also what a reader without HTML or images gets"));
        }

        CheckText(findings, can, shape);
        CheckSubject(findings, can, shape);
        CheckLinks(findings, can, shape);
        if (shape.HasHtml && !can.Html)
        {
            findings.Add(New(VariantFindingCode.HtmlNotShown, ContentPlace.Of(ContentPart.Html), "HTML", "plain text", "remove the HTML and say it in the text"));
        }

        if (shape.HasImage && !can.Images)
        {
            findings.Add(New(VariantFindingCode.ImageNotShown, ContentPlace.Of(ContentPart.Image), "an image", "none", "remove the image"));
        }

        CheckButtons(findings, can, shape);
        if (shape.Markup is { } markup && !can.Markups.Contains(markup))
        {
            findings.Add(New(VariantFindingCode.MarkupNotShown, default, $"{markup}", can.Markups.Count == 0 ? "no markup" : string.Join(", ", can.Markups), "write the text without marks, and set no Markup"));
        }

        if (shape.Format is { } format && can.Formats.Count > 0 && !can.Formats.Contains(format))
        {
            findings.Add(New(VariantFindingCode.FormatNotTaken, ContentPlace.Of(ContentPart.Format), format.ToString(), string.Join(", ", can.Formats), "choose one of these formats"));
        }
    }

    private static void CheckText(List<VariantFinding> findings, ChannelCapabilities can, in Shape shape)
    {
        CheckLength(findings, VariantFindingCode.TextTooLong, default, shape.Text, can.TextLimit, "");
        if (shape.HasImage && can.TextLimitWithImage is { } caption && !Contains(findings, VariantFindingCode.TextTooLong))
        {
            CheckLength(findings, VariantFindingCode.TextTooLong, default, shape.Text, caption, " beside an image");
        }

        if (shape.Buttons.Count > 0 && can.TextLimitWithButtons is { } above && !Contains(findings, VariantFindingCode.TextTooLong))
        {
            CheckLength(findings, VariantFindingCode.TextTooLong, default, shape.Text, above, " above buttons");
        }
    }

    private static void CheckSubject(List<VariantFinding> findings, ChannelCapabilities can, in Shape shape)
    {
        if (shape.Subject is not { } subject)
        {
            return;
        }

        var place = ContentPlace.Of(ContentPart.Subject);
        if (can.SubjectLimit is null)
        {
            findings.Add(New(VariantFindingCode.SubjectNotShown, place, "a subject", "none", "move what it says into the text"));
        }

        CheckLength(findings, VariantFindingCode.SubjectTooLong, place, subject, can.SubjectLimit, "");
    }

    private static void CheckLinks(List<VariantFinding> findings, ChannelCapabilities can, in Shape shape)
    {
        if (can.Links)
        {
            return;
        }

        if (shape.HasLink)
        {
            findings.Add(New(VariantFindingCode.LinkNotAllowed, ContentPlace.Of(ContentPart.Link), "a link", "none", "remove the link and say where to find it, such as \"link in our profile\""));
        }

        if (ContentAddress.IsWrittenIn(shape.Text))
        {
            findings.Add(New(VariantFindingCode.LinkNotAllowed, default, "an address in the text", "none", "remove the address: it would not be a link here"));
        }
    }

    private static void CheckButtons(List<VariantFinding> findings, ChannelCapabilities can, in Shape shape)
    {
        if (shape.Buttons.Count > can.MaxButtons)
        {
            findings.Add(New(
                VariantFindingCode.TooManyButtons,
                ContentPlace.Button(can.MaxButtons + 1),
                $"{shape.Buttons.Count} buttons",
                can.MaxButtons == 0 ? "none" : $"at most {can.MaxButtons}",
                $"remove {shape.Buttons.Count - can.MaxButtons} of them"));
        }

        for (var i = 0; i < Math.Min(shape.Buttons.Count, can.MaxButtons); i++)
        {
            CheckLength(findings, VariantFindingCode.ButtonTooLong, ContentPlace.Button(i + 1), shape.Buttons[i], can.ButtonLimit, "");
        }
    }

    private static void CheckLength(List<VariantFinding> findings, VariantFindingCode code, ContentPlace place, string text, TextLimit? limit, string where)
    {
        if (limit is null || TextLength.Count(text, limit.Unit) is var count && count <= limit.Max)
        {
            return;
        }

        var unit = TextLength.Name(limit.Unit);
        findings.Add(New(code, place, $"{count} {unit}", $"at most {limit.Max} {unit}{where}", Shorten(text, limit, count)));
    }

    private static string Shorten(string text, TextLimit limit, int count)
    {
        if (limit.Unit != TextUnit.SmsSegments)
        {
            return $"shorten it by {count - limit.Max}";
        }

        return SmsSegments.Of(text).FirstOutsideGsm7 is { } at
            ? $"shorten it, or replace {CodePoint(text, at)} (character {at + 1}) and what else GSM-7 lacks: with them a part holds 67 characters instead of 153"
            : $"shorten it by {count - limit.Max} parts of 153 characters";
    }

    private static string CodePoint(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) ? $"U+{rune.Value:X4}" : $"U+{(int)text[at]:X4}";

    private static bool Contains(List<VariantFinding> findings, VariantFindingCode code) => findings.Exists(finding => finding.Code == code);

    private static VariantFinding Invalid(RenderProblem problem) =>
        New(VariantFindingCode.TemplateInvalid, problem.Place, problem.Position is { } at ? $"at character {at + 1}" : "a template", "a template that renders", problem.Problem);

    internal static VariantFinding New(VariantFindingCode code, ContentPlace place, string found, string allowed, string fix) =>
        new() { Code = code, Place = place, Found = found, Allowed = allowed, Fix = fix };

    /// <summary>What a variant and its rendered content have in common.</summary>
    private readonly record struct Shape
    {
        internal required string Text { get; init; }

        internal required bool HasText { get; init; }

        internal string? Subject { get; init; }

        internal bool HasHtml { get; init; }

        internal bool HasLink { get; init; }

        internal bool HasImage { get; init; }

        internal required IReadOnlyList<string> Buttons { get; init; }

        internal ContentFormat? Format { get; init; }

        internal TextMarkup? Markup { get; init; }
    }
}
