namespace OmniChannel.Delivery;

/// <summary>A person wants to hear nothing more at an address, or wants to again, as the provider understood it: whatever the words were.</summary>
public sealed record InboundOptOut : InboundFact
{
    /// <summary>The person's address, as this channel's messages are sent to it.</summary>
    public required string Address { get; init; }

    /// <summary>True when what an opt-out had shut is to be open again; what a bounce or a complaint shut stays shut.</summary>
    public bool IsLifted { get; init; }
}
