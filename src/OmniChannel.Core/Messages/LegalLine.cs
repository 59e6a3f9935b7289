namespace OmniChannel;

/// <summary>A line that has to stand in what is sent for a purpose: an imprint, the terms of an offer. Checked with the campaign, and again before each message.</summary>
public sealed record LegalLine
{
    /// <summary>The line as the template has it; runs of white space count as one space, paths such as <c>{{unsubscribe.link}}</c> stand as they are.</summary>
    public required string Text { get; init; }

    /// <summary>The purpose that needs it; null for every one.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>The channels that need it; empty for every one.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>The culture whose texts need it, and those that fall back to it; null for every one.</summary>
    public Culture? Culture { get; init; }
}
