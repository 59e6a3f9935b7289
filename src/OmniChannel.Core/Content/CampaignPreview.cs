namespace OmniChannel;

/// <summary>What a sample customer would read of a campaign, on every channel in every language. Immutable.</summary>
public sealed class CampaignPreview
{
    /// <summary>The file that shows all others.</summary>
    public const string Page = "index.html";

    private CampaignPreview(Campaign campaign, IReadOnlyList<PreviewedText> texts, IReadOnlyList<CampaignFinding> findings)
    {
        Campaign = campaign;
        Texts = texts;
        Findings = findings;
    }

    /// <summary>The campaign.</summary>
    public Campaign Campaign { get; }

    /// <summary>Each text, in the order of the variants.</summary>
    public IReadOnlyList<PreviewedText> Texts { get; }

    /// <summary>Every finding, those of no one text included.</summary>
    public IReadOnlyList<CampaignFinding> Findings { get; }

    /// <summary>The files by name: a text file for each text, its HTML beside it, and <see cref="Page"/>, which needs none of the others.</summary>
    public IReadOnlyDictionary<string, string> Files
    {
        get
        {
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { [Page] = PreviewPage.Of(this) };
            foreach (var text in Texts)
            {
                files[text.Name + ".txt"] = text.ToString();
                if (text.Content?.Html is { } html)
                {
                    files[text.Name + ".html"] = html;
                }
            }

            return files;
        }
    }

    internal static CampaignPreview Of(Campaign campaign, MessageReader sample, Message message, Func<Channel, ChannelDefinition?> find, TemplateEngines engines, IReadOnlyList<CampaignFinding> findings) =>
        new(campaign, [.. SpokenText.Of(campaign, engines).Select(text => Rendered(text, sample, message, find(text.Channel), findings))], findings);

    private static PreviewedText Rendered(SpokenText text, MessageReader sample, Message message, ChannelDefinition? definition, IReadOnlyList<CampaignFinding> findings)
    {
        var reader = sample with { Profile = sample.Profile with { Language = text.Culture?.Name ?? sample.Profile.Language } };
        var wayOut = message.Purpose == Purpose.Marketing && definition?.Capabilities.Address == AddressKind.Email ? MessageValues.ExampleWayOut : null;
        var rendered = text.Compiled.Render(MessageValues.Of(reader, text.Campaign, message, wayOut, text.Culture ?? default));
        var misfits = rendered.Content is { } content && definition is not null ? VariantCheck.Check(content, definition.Capabilities).Select(finding => finding.ToString()) : [];
        return new PreviewedText
        {
            Channel = text.Channel,
            DisplayName = definition?.DisplayName ?? text.Channel.Name,
            Culture = text.Culture,
            Content = rendered.Content,
            Problems = [.. rendered.Problems.Select(problem => problem.ToString()), .. misfits],
            Findings = [.. findings.Where(finding => finding.Channel == text.Channel && (finding.Culture == text.Culture || (text.IsOwn && finding.Culture is null)))],
        };
    }
}
