namespace OmniChannel.RabbitMq;

/// <summary>What became of a message. The default: it is recorded, or nobody's business here.</summary>
internal readonly record struct RabbitMqVerdict
{
    /// <summary>Why it can never be recorded: it is set aside.</summary>
    public string? Refused { get; init; }

    /// <summary>What broke over it: it comes again, as often as the queue's limit allows.</summary>
    public Exception? Broken { get; init; }

    /// <summary>Of what recording it threw.</summary>
    public static RabbitMqVerdict Of(Exception thrown) => thrown is ArgumentException ? new() { Refused = thrown.Message } : new() { Broken = thrown };
}
