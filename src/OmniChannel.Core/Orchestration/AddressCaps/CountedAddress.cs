using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>An address at which messages are counted whoever they are meant for, because a cap is per address.</summary>
internal sealed record CountedAddress
{
    public required Channel Channel { get; init; }

    /// <summary>Normalised.</summary>
    public required string Address { get; init; }

    /// <summary>Where it is counted: the address's own partition, beside what shuts it.</summary>
    public required PartitionKey Partition { get; init; }
}
