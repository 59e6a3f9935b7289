namespace OmniChannel;

/// <summary>A fact that a policy asks; of one channel, where each channel has its own.</summary>
internal sealed record FactVariable
{
    public required FactPartition Partition { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>The classes that are possible at all.</summary>
    public required ClassSet Possible { get; init; }

    public string Name => Channel is { } of ? $"{Partition.Fact.Name}[{of}]" : Partition.Fact.Name;
}
