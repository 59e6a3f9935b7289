namespace OmniChannel;

/// <summary>How much is read of a text of events. What is over a limit is a problem, never an exception.</summary>
public sealed record CloudEventLimits
{
    /// <summary>How many octets a text has at most.</summary>
    /// <value>16 MiB, from 1 to 1 GiB.</value>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many octets one event has at most. The specification asks for at least 64 KiB.</summary>
    /// <value>256 KiB, from 1 to 1 GiB.</value>
    public int MaxEventBytes { get; init; } = 256 * 1024;

    /// <summary>How deep the data of an event is nested at most.</summary>
    /// <value>32, from 1 to 1,000.</value>
    public int MaxDepth { get; init; } = 32;

    /// <summary>How many events a batch has at most.</summary>
    /// <value>10,000, from 1 to 1,000,000.</value>
    public int MaxEvents { get; init; } = 10_000;

    /// <summary>How many extension attributes an event has at most.</summary>
    /// <value>50, from 0 to 1,000.</value>
    public int MaxExtensions { get; init; } = 50;

    /// <summary>How many characters an attribute's value has at most.</summary>
    /// <value>4,000, from 1 to 1,000,000.</value>
    public int MaxAttribute { get; init; } = 4_000;

    internal static CloudEventLimits Default { get; } = new();

    /// <summary>Refuses limits that limit nothing.</summary>
    internal CloudEventLimits Checked()
    {
        Within(MaxBytes, 1, 1 << 30, nameof(MaxBytes));
        Within(MaxEventBytes, 1, 1 << 30, nameof(MaxEventBytes));
        Within(MaxDepth, 1, 1_000, nameof(MaxDepth));
        Within(MaxEvents, 1, 1_000_000, nameof(MaxEvents));
        Within(MaxExtensions, 0, 1_000, nameof(MaxExtensions));
        Within(MaxAttribute, 1, 1_000_000, nameof(MaxAttribute));
        return this;
    }

    private static void Within(int value, int min, int max, string name)
    {
        if (value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, $"A limit from {min} to {max} was expected.");
        }
    }
}
