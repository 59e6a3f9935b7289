namespace OmniChannel;

/// <summary>Words that a brand or a campaign wants to hear, and words it does not, in one language. Compared as whole words, without case; "warm*" is every word that begins so.</summary>
public sealed record ToneWords
{
    /// <summary>The culture in whose texts they count, and in those that fall back to it; null for every one.</summary>
    public Culture? Culture { get; init; }

    /// <summary>Each variant says at least one of these; empty for none.</summary>
    public IReadOnlyList<string> Wanted { get; init; } = [];

    /// <summary>No variant says any of these.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];
}
