namespace OmniChannel;

/// <summary>How often a channel was chosen, and how often it is now.</summary>
public sealed record ChannelShift
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>How many decisions chose it before.</summary>
    public required int Before { get; init; }

    /// <summary>How many choose it now.</summary>
    public required int After { get; init; }

    /// <summary>How many choose it now that did not.</summary>
    public required int Gained { get; init; }

    /// <summary>How many chose it that do not now.</summary>
    public required int Lost { get; init; }
}
