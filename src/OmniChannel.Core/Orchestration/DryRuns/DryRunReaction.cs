namespace OmniChannel;

/// <summary>A receipt that comes back in a dry run.</summary>
public sealed record DryRunReaction
{
    /// <summary>What happened.</summary>
    public required ReceiptKind Kind { get; init; }

    /// <summary>How long after the message was taken over.</summary>
    public required TimeSpan After { get; init; }
}
