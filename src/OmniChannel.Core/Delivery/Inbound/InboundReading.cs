namespace OmniChannel.Delivery;

/// <summary>What an adapter reads out of a provider's call: facts, or why it is refused. Immutable.</summary>
public sealed record InboundReading
{
    private InboundReading()
    {
    }

    /// <summary>What the provider tells us, in its order; empty when it says nothing that matters.</summary>
    public IReadOnlyList<InboundFact> Facts { get; private init; } = [];

    /// <summary>Why it is not believed or not understood; null when it is.</summary>
    public InboundRefusal? Refusal { get; private init; }

    /// <summary>What the provider expects as the body of our answer; null for nothing.</summary>
    public string? Answer { get; init; }

    /// <summary>The media type of <see cref="Answer"/>.</summary>
    /// <value>"text/plain".</value>
    public string AnswerType { get; init; } = "text/plain";

    /// <summary>Where a GET says that we do want these calls, for a provider that asks before it sends any; null where it does not ask. The adapter has checked that it is the provider's own address.</summary>
    public Uri? ConfirmAt { get; init; }

    /// <summary>The status of our answer to a call that is refused, where a provider has one of its own for "do not call again about this"; null for the usual one, after which most call again.</summary>
    public int? RefusalStatus { get; init; }

    /// <summary>Believed and understood.</summary>
    public static InboundReading Of(params IReadOnlyList<InboundFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new() { Facts = facts };
    }

    /// <summary>Refused.</summary>
    public static InboundReading Refused(InboundRefusal because) => new() { Refusal = because };
}
