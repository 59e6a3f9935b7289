using System.Globalization;

namespace OmniChannel;

/// <summary>One spot at which a campaign breaks a rule or strays, and how to mend it. Holds no value of a customer.</summary>
public sealed record CampaignFinding
{
    /// <summary>What kind of finding it is.</summary>
    public required CampaignFindingCode Code { get; init; }

    /// <summary>An error keeps the campaign from being sent; a warning does not.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>The campaign.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>The channel; null where the campaign as a whole is meant.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The culture whose text it is; null for the variant's own text, where the campaign does not say its culture.</summary>
    public Culture? Culture { get; init; }

    /// <summary>The part of the variant; null where the variant or the campaign as a whole is meant.</summary>
    public ContentPlace? Place { get; init; }

    /// <summary>The line of the part, from 1; null where the part as a whole is meant.</summary>
    public int? Line { get; init; }

    /// <summary>The column in the line, in UTF-16 units from 1; null with <see cref="Line"/>.</summary>
    public int? Column { get; init; }

    /// <summary>How a variant does not fit its channel; null for every other code.</summary>
    public VariantFindingCode? Misfit { get; init; }

    /// <summary>What is there.</summary>
    public required string Found { get; init; }

    /// <summary>What should be there.</summary>
    public required string Expected { get; init; }

    /// <summary>What to do, as a sentence without its full stop.</summary>
    public required string Fix { get; init; }

    /// <summary>The finding in one line, beginning with its place.</summary>
    public override string ToString() => $"Campaign '{Campaign}'{Where}: found {Found}, expected {Expected}; {Fix}.";

    /// <summary>The place within the campaign: "variant email, de, subject, 1:14".</summary>
    internal string Where => string.Concat(
        Channel is { } channel ? $", variant {channel}" : "",
        Culture is { } culture ? $", {culture}" : "",
        Place is { } place ? $", {place}" : "",
        Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", {line}:{Column}") : "");
}
