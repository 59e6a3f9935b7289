namespace OmniChannel.RabbitMq;

/// <summary>A message as it came.</summary>
internal readonly record struct RabbitMqMessage
{
    /// <summary>By which it is acknowledged, on the channel it came by.</summary>
    public required ulong Tag { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }
}
