namespace OmniChannel;

/// <summary>How often a person may be written to. It holds over every window that contains the instant of sending, reservations in the future included.</summary>
public sealed record FrequencyCap
{
    /// <summary>How many messages at most within a window.</summary>
    public required int Max { get; init; }

    /// <summary>The window.</summary>
    public required CapWindow Window { get; init; }

    /// <summary>The channels that are counted together and limited; empty for all.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>The purposes that are counted and limited; empty for all but transactional.</summary>
    public IReadOnlyList<Purpose> Purposes { get; init; } = [];

    /// <summary>What is counted per.</summary>
    public CapScope Per { get; init; } = CapScope.Person;

    /// <summary>The urgency from which a message is let through when the cap is full; it counts all the same. Null for none.</summary>
    public Urgency? WaivedFrom { get; init; }

    /// <summary>The purposes whose messages are let through when the cap is full; they count all the same. Empty for none.</summary>
    public IReadOnlyList<Purpose> WaivedFor { get; init; } = [];

    /// <summary>Whether the cap limits this message on this channel.</summary>
    internal bool Limits(Channel channel, Message message) =>
        Counts(channel, message.Purpose) && !(message.Urgency >= WaivedFrom) && !WaivedFor.Contains(message.Purpose);

    internal bool Counts(Channel channel, Purpose purpose) =>
        (Channels.Count == 0 || Channels.Contains(channel)) && (Purposes.Count == 0 ? purpose != Purpose.Transactional : Purposes.Contains(purpose));

    /// <summary>The cap in words: "2 in any 24 hours".</summary>
    public override string ToString() => $"{Max} in {Window}" + (Channels.Count == 0 ? "" : " on " + string.Join(", ", Channels)) + (Per == CapScope.ContactPoint ? " per address" : "");
}
