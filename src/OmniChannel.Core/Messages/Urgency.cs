namespace OmniChannel;

/// <summary>How urgent a message is. The caller states urgency, never a channel.</summary>
public enum Urgency
{
    /// <summary>Any time will do.</summary>
    Low,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Soon.</summary>
    High,

    /// <summary>Now, even at night: fraud alerts, one-time codes. Waives quiet hours.</summary>
    Critical,
}
