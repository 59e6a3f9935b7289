namespace OmniChannel.Delivery;

/// <summary>What a provider says of a message whose attempt ended in doubt.</summary>
public sealed record ReconcileAnswer
{
    private ReconcileAnswer(bool? wasSent) => WasSent = wasSent;

    /// <summary>Whether the provider took it over; null when it cannot say yet.</summary>
    public bool? WasSent { get; }

    /// <summary>The provider's identifier of the message; null when it was not sent or has none.</summary>
    public string? ProviderMessageId { get; private init; }

    /// <summary>Why nothing can be said, with no address and no secret in it; null when something can.</summary>
    public string? Detail { get; private init; }

    /// <summary>After how long to ask again; null for the usual wait.</summary>
    public TimeSpan? AskAgainAfter { get; private init; }

    /// <summary>The provider took it over.</summary>
    /// <param name="providerMessageId">Its identifier there, if it has one.</param>
    public static ReconcileAnswer Sent(string? providerMessageId = null) => new(true) { ProviderMessageId = providerMessageId };

    /// <summary>The provider certainly never got it: it may be sent again.</summary>
    public static ReconcileAnswer NotSent() => new(false);

    /// <summary>The provider cannot say yet.</summary>
    /// <param name="detail">Why, with no address and no secret in it.</param>
    /// <param name="askAgainAfter">After how long to ask again.</param>
    public static ReconcileAnswer Unclear(string detail, TimeSpan? askAgainAfter = null) => new((bool?)null) { Detail = detail, AskAgainAfter = askAgainAfter };
}
