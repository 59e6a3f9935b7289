namespace OmniChannel;

/// <summary>What a customer wrote or said, over a channel, from an address. <see cref="Source"/> and <see cref="Id"/> make it unique: received twice, it counts once.</summary>
public sealed record InboundMessage
{
    /// <summary>Where it was observed: a URI reference such as "/chat" or "/webhooks/whatsapp". Not empty, at most 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within its source, such as the provider's name of it. Not empty, at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Over which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>From which address on it: a number, a handle, a chat's name. Answers go there, whoever the customer turns out to be. At most 400 characters.</summary>
    public required string Address { get; init; }

    /// <summary>Whose, where no conversation is held with this address yet; null for somebody new.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The words. At most 4,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether STOP and START in it were obeyed already, for the sender that they were written to.</summary>
    internal bool IsObeyed { get; init; }
}
