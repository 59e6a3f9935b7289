using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>How often something would have been handed to a provider.</summary>
public sealed record DryRunCount
{
    /// <summary>Of which campaign.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What the provider said.</summary>
    public required AttemptResult Result { get; init; }

    /// <summary>How many attempts.</summary>
    public required long Attempts { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Campaign} by {Channel}: {Attempts} {Result}");
}
