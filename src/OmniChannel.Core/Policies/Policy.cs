namespace OmniChannel;

/// <summary>The rules by which the next-best channel is selected.</summary>
public sealed record Policy
{
    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }
}
