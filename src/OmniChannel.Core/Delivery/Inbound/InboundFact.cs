namespace OmniChannel.Delivery;

/// <summary>One thing that a provider tells us: <see cref="InboundReceipt"/>, <see cref="InboundText"/>, <see cref="InboundOptOut"/>, <see cref="InboundActivity"/>.</summary>
public abstract record InboundFact
{
    private protected InboundFact()
    {
    }

    /// <summary>The provider's name of the event, the same for every repetition, unique within the account: what makes a replay harmless. Where a provider has none, made of what is said: message id and status.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened, by the provider's clock; one that lies ahead of ours is taken for now.</summary>
    public required DateTimeOffset At { get; init; }
}
