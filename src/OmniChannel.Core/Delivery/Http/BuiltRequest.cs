namespace OmniChannel.Delivery;

/// <summary>The request to be sent next, or what became of the message without one: a text that the provider cannot take, a token that could not be had.</summary>
public readonly struct BuiltRequest
{
    private BuiltRequest(HttpRequestMessage? request, AttemptOutcome? outcome) => (Request, Outcome) = (request, outcome);

    /// <summary>The request; null when there is none.</summary>
    public HttpRequestMessage? Request { get; }

    /// <summary>What became of the message; null when a request is to be sent.</summary>
    public AttemptOutcome? Outcome { get; }

    /// <summary>Sends this request. It is sent once and disposed.</summary>
    public static implicit operator BuiltRequest(HttpRequestMessage request) => FromHttpRequestMessage(request);

    /// <summary>Sends nothing: this is the outcome.</summary>
    public static implicit operator BuiltRequest(AttemptOutcome outcome) => FromAttemptOutcome(outcome);

    /// <summary>Sends this request. It is sent once and disposed.</summary>
    public static BuiltRequest FromHttpRequestMessage(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request, null);
    }

    /// <summary>Sends nothing: this is the outcome.</summary>
    public static BuiltRequest FromAttemptOutcome(AttemptOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new(null, outcome);
    }
}
