namespace OmniChannel;

/// <summary>The form in which the suppression list leaves and comes.</summary>
public enum SuppressionFormat
{
    /// <summary>RFC 4180 with a header line: channel, address, hash, customer, cause, at, by. UTF-8.</summary>
    Csv,

    /// <summary>One JSON object a line, with the same members; those that are null are left out. UTF-8.</summary>
    JsonLines,
}
