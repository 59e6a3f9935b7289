namespace OmniChannel;

/// <summary>A message that was sent to a customer, or is reserved to be: what frequency caps count.</summary>
public sealed record CountedMessage
{
    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>To which address; empty where presence is the address.</summary>
    public string Address { get; init; } = "";

    /// <summary>For which purpose.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>When it was sent, or is to be.</summary>
    public required DateTimeOffset At { get; init; }
}
