namespace OmniChannel;

/// <summary>Whether the lines that have to be there are there.</summary>
internal static class LegalCheck
{
    /// <summary>The lines that a text lacks for a purpose, with the part that lacks each.</summary>
    /// <param name="variant">The variant, with the texts of the culture.</param>
    /// <param name="isOf">Whether what is said for a culture counts for this text.</param>
    /// <param name="voice">The voice.</param>
    /// <param name="purpose">The purpose; null for unknown: then only lines for every purpose count.</param>
    public static IEnumerable<(LegalLine Line, ContentPlace Place)> Missing(Variant variant, Func<Culture?, bool> isOf, BrandVoice voice, Purpose? purpose)
    {
        foreach (var line in voice.LegalLines)
        {
            if ((line.Purpose is null || line.Purpose == purpose) && (line.Channels.Count == 0 || line.Channels.Contains(variant.Channel)) && isOf(line.Culture))
            {
                var sought = VisibleText.OneSpaced(line.Text);
                if (!VisibleText.OneSpaced(variant.Text).Contains(sought, StringComparison.Ordinal))
                {
                    yield return (line, default);
                }
                else if (variant.Html is { } html && !VisibleText.OneSpaced(VisibleText.WithoutTags(html)).Contains(sought, StringComparison.Ordinal))
                {
                    yield return (line, ContentPlace.Of(ContentPart.Html));
                }
            }
        }
    }

    public static IEnumerable<CampaignFinding> Check(SpokenText text, BrandVoice voice) =>
        Missing(text.Variant, text.Is, voice, text.Campaign.Purpose).Select(missing => text.Find(
            CampaignFindingCode.LegalLineMissing, DiagnosticSeverity.Error, missing.Place, null, "no such line", $"\"{missing.Line.Text}\"", "add the line as it stands here"));

    /// <summary>Why a text may not be sent for a purpose; null when it may.</summary>
    public static RenderProblem? WhyNot(CompiledVariant texts, Culture? culture, BrandVoice voice, Purpose purpose)
    {
        if (voice.LegalLines.Count == 0)
        {
            return null;
        }

        var (line, place) = Missing(texts.Variant, of => of is null || culture?.WithParents().Contains(of.Value) == true, voice, purpose).FirstOrDefault();
        return line is null ? null : new RenderProblem { Code = RenderProblemCode.LegalLineMissing, Place = place, Problem = $"The line \"{line.Text}\" has to be there for {purpose}; add it to the variant." };
    }
}
