namespace OmniChannel;

/// <summary>What became of a provider's call, and what it is to be answered.</summary>
public sealed record InboundResult
{
    /// <summary>The HTTP status of our answer: 200 when everything is stored, 401, 400, 404, 413 or the provider's own when it was refused, 503 when the provider should call again in a moment.</summary>
    public required int Status { get; init; }

    /// <summary>The body of our answer; null for none.</summary>
    public string? Answer { get; init; }

    /// <summary>The media type of <see cref="Answer"/>.</summary>
    public string AnswerType { get; init; } = "text/plain";

    /// <summary>Why it was refused; null when it was not.</summary>
    public InboundRefusal? Refusal { get; init; }

    /// <summary>The provider asks whether we want its calls, and a GET of this address says yes; null where it does not ask. It is the provider's own, and the call was verified: whether to say yes, now or by hand, is the host's choice.</summary>
    public Uri? ConfirmAt { get; init; }

    /// <summary>How many facts are recorded now, those of an earlier call included.</summary>
    public int Recorded { get; init; }

    /// <summary>How many speak of a message that is not ours, or of somebody who was erased: nothing is kept of them.</summary>
    public int Unknown { get; init; }

    /// <summary>The conversations that were opened or continued, in order: for a bot that answers, or a routing to a person.</summary>
    public IReadOnlyList<Conversation> Conversations { get; init; } = [];
}
