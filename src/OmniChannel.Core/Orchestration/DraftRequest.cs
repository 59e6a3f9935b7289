namespace OmniChannel;

/// <summary>What a text generator is asked for.</summary>
public sealed record DraftRequest
{
    /// <summary>The campaign: its message, goal, facts and tone, and the variants it has.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>How the brand speaks.</summary>
    public required BrandVoice Voice { get; init; }

    /// <summary>The channels, with what each can do.</summary>
    public required IReadOnlyList<ChannelDefinition> Channels { get; init; }
}
