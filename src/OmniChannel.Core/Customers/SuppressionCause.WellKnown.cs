namespace OmniChannel;

/// <content>The causes that the library knows.</content>
public readonly partial record struct SuppressionCause
{
    /// <summary>A receipt said that the address does not exist. The address's own: it holds for whoever has it.</summary>
    public static SuppressionCause HardBounce { get; } = new("hard-bounce");

    /// <summary>A provider refused the address for good: a dead push token, a number that is none. The address's own.</summary>
    public static SuppressionCause Rejected { get; } = new("rejected");

    /// <summary>The person reported a message as spam. The person's.</summary>
    public static SuppressionCause Complaint { get; } = new("complaint");

    /// <summary>The person wrote STOP. The person's.</summary>
    public static SuppressionCause Stop { get; } = new("stop");

    /// <summary>Somebody put it on the list.</summary>
    public static SuppressionCause Manual { get; } = new("manual");
}
