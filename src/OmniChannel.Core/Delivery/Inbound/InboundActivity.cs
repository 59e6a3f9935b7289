namespace OmniChannel.Delivery;

/// <summary>Something that somebody did in public or in passing: a follow, a mention, a comment. It becomes a touchpoint.</summary>
public sealed record InboundActivity : InboundFact
{
    /// <summary>What it was: <see cref="TouchpointType.Followed"/>, <see cref="TouchpointType.Mentioned"/>.</summary>
    public required TouchpointType Type { get; init; }

    /// <summary>Who it was, by the provider's handle or identifier. <c>IdentityRules</c> say what a handle is worth; by default it finds whoever had it before.</summary>
    public required Identifier Who { get; init; }

    /// <summary>What else was said of it; personal data belongs in here, never in names.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}
