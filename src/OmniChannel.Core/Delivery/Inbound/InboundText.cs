namespace OmniChannel.Delivery;

/// <summary>What a person wrote to us: it opens or continues the conversation with this address. STOP and START are obeyed.</summary>
public sealed record InboundText : InboundFact
{
    /// <summary>The person's address, as this channel's messages are sent to it.</summary>
    public required string From { get; init; }

    /// <summary>Which of our addresses it was written to; null where the account has one only.</summary>
    public string? To { get; init; }

    /// <summary>The words; what is beyond 4,000 characters is cut off. Where there are none, what there is instead: "[image]".</summary>
    public required string Text { get; init; }

    /// <summary>The provider's identifier of the message of ours that it answers; null where nothing says it.</summary>
    public string? InReplyTo { get; init; }
}
