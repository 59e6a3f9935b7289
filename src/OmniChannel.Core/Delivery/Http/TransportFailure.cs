namespace OmniChannel.Delivery;

/// <summary>What it means for a message that its request failed without an answer.</summary>
internal static class TransportFailure
{
    private const long RefusedStream = 0x7;

    /// <param name="failure">What the client threw.</param>
    /// <param name="sent">Whether bytes of the body may have gone out.</param>
    internal static AttemptOutcome Outcome(HttpRequestException failure, bool sent)
    {
        if (WasRefusedUnprocessed(failure))
        {
            return AttemptOutcome.NotSent(AttemptFault.Provider, null, "The server refused the stream without looking at it (RFC 9113, section 8.7).");
        }

        var neverConnected = failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "The endpoint's name was not resolved.",
            HttpRequestError.ConnectionError => "No connection to the endpoint.",
            HttpRequestError.SecureConnectionError => "No TLS connection to the endpoint: its certificate or protocol was not accepted.",
            HttpRequestError.ProxyTunnelError => "The proxy gave no way to the endpoint.",
            _ => null,
        };
        return neverConnected is not null ? AttemptOutcome.NotSent(AttemptFault.Provider, null, neverConnected)
            : sent ? AttemptOutcome.Unknown($"The request went out and no readable answer came ({failure.HttpRequestError}).")
            : AttemptOutcome.NotSent(AttemptFault.Provider, null, $"The request failed before its body went out ({failure.HttpRequestError}).");
    }

    internal static bool WasRefusedByGate(HttpRequestException failure) => Inner<EgressRefusedException>(failure) is not null;

    private static bool WasRefusedUnprocessed(HttpRequestException failure) =>
        Inner<HttpProtocolException>(failure) is { ErrorCode: RefusedStream };

    private static T? Inner<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return exception as T;
    }
}
