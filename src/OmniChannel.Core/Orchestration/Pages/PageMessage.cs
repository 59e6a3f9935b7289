namespace OmniChannel;

/// <summary>A message that waits for its customer on a page of the host's: in a slot, a pop-up, the chat window, the app.</summary>
public sealed record PageMessage
{
    /// <summary>The delivery; what <see cref="Pages.TellAsync"/> is told.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>The channel that the page is.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The campaign that is told.</summary>
    public required CampaignId Campaign { get; init; }

    /// <summary>What the person will read. HTML in it was escaped when it was rendered.</summary>
    public required RenderedContent Content { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From when on it is not shown any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the customer saw it; null for not yet.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
