namespace OmniChannel;

/// <summary>What a person will read, or every reason why there is nothing to read.</summary>
internal sealed record RenderResult
{
    /// <summary>The content; null when there is a problem.</summary>
    internal RenderedContent? Content { get; init; }

    /// <summary>All problems together, in the order of the places; empty when there is content.</summary>
    internal IReadOnlyList<RenderProblem> Problems { get; init; } = [];

    public override string ToString() => Content is not null ? "rendered" : string.Join("; ", Problems);
}
