using System.Text;

namespace OmniChannel;

/// <summary>What a sample customer would read on one channel in one language.</summary>
public sealed record PreviewedText
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What a person calls the channel.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The language; null where the campaign does not say which.</summary>
    public Culture? Culture { get; init; }

    /// <summary>What is read; null where it cannot be filled in.</summary>
    public RenderedContent? Content { get; init; }

    /// <summary>What is wrong with this very text: a value that is missing, a text that grew too long.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What the check of the campaign found in it.</summary>
    public IReadOnlyList<CampaignFinding> Findings { get; init; } = [];

    /// <summary>The name of its files, without their ending: "email-de".</summary>
    public string Name => Culture is { } culture ? $"{Channel}-{culture}" : Channel.Name;

    /// <summary>The text as a file: each part on its line, the text, what is wrong with it.</summary>
    public override string ToString()
    {
        var all = new StringBuilder();
        Line("Channel", DisplayName);
        Line("Language", Culture?.Name);
        Line("Subject", Content?.Subject);
        Line("Link", Content?.Link?.AbsoluteUri);
        Line("Image", Content?.Image?.AbsoluteUri);
        foreach (var button in Content?.Buttons ?? [])
        {
            Line("Button", button);
        }

        all.Append('\n').Append(Content?.Text ?? "(cannot be filled in)").Append('\n');
        foreach (var problem in Problems.Concat(Findings.Select(finding => $"{finding.Severity}: {finding}")))
        {
            all.Append("\n! ").Append(problem);
        }

        return all.ToString();

        void Line(string name, string? value) => _ = value is null ? all : all.Append(name).Append(": ").Append(value).Append('\n');
    }
}
