using System.Globalization;

namespace OmniChannel.Delivery;

/// <summary>What a status means where the provider says nothing more.</summary>
internal static class StatusOutcome
{
    /// <param name="answer">The answer.</param>
    /// <param name="owner">Whose the URL is.</param>
    /// <param name="said">The provider's own code, which nobody knows; null for none.</param>
    /// <param name="wait">How long the provider asks to wait; null for not at all.</param>
    internal static AttemptOutcome Of(HttpAnswer answer, EndpointOwner owner, string? said, TimeSpan? wait)
    {
        var status = (int)answer.Status;
        var code = said ?? status.ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            >= 200 and < 300 => AttemptOutcome.Accepted(),
            < 400 => Nowhere(owner, code, "The endpoint answers with a redirect, and redirects are not followed; use the URL it leads to."),
            401 or 402 or 403 or 407 => AttemptOutcome.NotSent(AttemptFault.Account, code, "The provider does not let this account send: look at its key, its permissions and its bill."),
            404 or 410 when owner == EndpointOwner.Recipient => AttemptOutcome.Rejected(AttemptFault.Recipient, code, "The recipient's endpoint does not exist."),
            408 or 425 or 429 => AttemptOutcome.NotSent(AttemptFault.Provider, code, "The provider asks to come again later.", wait),
            < 500 => AttemptOutcome.Rejected(AttemptFault.Message, code, "The provider refuses this request."),
            504 => AttemptOutcome.Unknown("504: a gateway passed the request on and heard no answer."),
            _ => AttemptOutcome.NotSent(AttemptFault.Provider, code, "The provider failed.", wait),
        };
    }

    internal static AttemptOutcome Nowhere(EndpointOwner owner, string? code, string detail) =>
        owner == EndpointOwner.Recipient
            ? AttemptOutcome.Rejected(AttemptFault.Recipient, code, detail)
            : AttemptOutcome.NotSent(AttemptFault.Account, code, detail);
}
