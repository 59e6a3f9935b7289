using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>When a delivery goes on to the next channel of its plan, and when its own has had time enough. Pure.</summary>
internal static class StepUpFold
{
    public const string ChannelDeadline = "skipped.channel-deadline";

    private const string Bought = "step-up.bought";

    /// <summary>When the next channel has its turn, of a delivery that came to this end; null for never.</summary>
    public static DateTimeOffset? DueOf(OutboxState state, OutboxContent content, DateTimeOffset now) => content.Rest is not { } rest ? null : state switch
    {
        OutboxState.Rejected => now,
        OutboxState.Parked when !content.MayBeSent => now,
        OutboxState.Skipped when GoesOn(content.Reason) => now,
        OutboxState.Accepted when content.Reports?.Contains(DeliveryStatus.HardBounced) == true => now,
        OutboxState.Accepted or OutboxState.Unknown or OutboxState.Parked => now + rest.After,
        _ => null,
    };

    /// <summary>Why there is nothing to go on with: somebody was reached. Null when nobody answered yet.</summary>
    public static Reason? WhyStop(OutboxContent content)
    {
        var answered = (content.Reports ?? []).FirstOrDefault(report => report is DeliveryStatus.Opened or DeliveryStatus.Clicked or DeliveryStatus.Replied or DeliveryStatus.Converted or DeliveryStatus.Complained or DeliveryStatus.Unsubscribed);
        return answered == default ? null : Reason.Of("step-up.answered", new ReasonArgument("channel", content.Channel), new ReasonArgument("how", answered.ToString().ToLowerInvariant()));
    }

    /// <summary>Why no message of a plan has any sense left: the person bought since the first of them was queued. Null for what is of no plan, and for transactional messages.</summary>
    /// <param name="content">The message.</param>
    /// <param name="queuedAt">When it was queued itself.</param>
    /// <param name="purchasedAt">When the person bought last; null for never.</param>
    public static Reason? WhyBought(OutboxContent content, DateTimeOffset queuedAt, DateTimeOffset? purchasedAt) =>
        purchasedAt is { } bought && bought > (content.PlannedAt ?? queuedAt) && content.Message.Purpose != Purpose.Transactional && (content.Rest is not null || content.SteppedFrom is not null)
            ? Reason.Of(Bought, new ReasonArgument("at", bought))
            : null;

    /// <summary>An attempt begins: from the first on, the channel's deadline runs, where there is another channel.</summary>
    public static OutboxContent Begun(OutboxContent content, DateTimeOffset now, TimeSpan deadline) =>
        content.Rest is null || content.ChannelUntil is not null ? content : content with { ChannelUntil = now + deadline };

    /// <summary>Whether the channel has had time enough, and the message certainly reached nobody.</summary>
    public static bool IsChannelOver(OutboxContent content, DateTimeOffset at) => content.Rest is not null && at >= content.ChannelUntil && !content.MayBeSent;

    /// <summary>A wait for a provider is not longer than the channel's deadline.</summary>
    public static DateTimeOffset NotAfterTheChannel(OutboxContent content, DateTimeOffset until) =>
        content.Rest is not null && !content.MayBeSent && content.ChannelUntil is { } end && end < until ? end : until;

    /// <summary>What is said of a channel that has had time enough.</summary>
    public static Reason WhyOver(OutboxContent content) =>
        Reason.Of(ChannelDeadline, new ReasonArgument("channel", content.Channel), new ReasonArgument("until", content.ChannelUntil ?? default)) with { Causes = content.Reason is null ? [] : [content.Reason] };

    /// <summary>What no channel mends: the message lost its sense, or was taken back.</summary>
    private static bool GoesOn(Reason? reason) => reason is { Code: var code }
        && code is not (DeliveryStanding.Expired or DeliveryStanding.Cancelled or OfferEnd.Code or Bought) && !code.StartsWith("relevance.", StringComparison.Ordinal);
}
