using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>A person has several devices, and a notification goes to each: one row goes round them, one attempt at a time, and comes to its end at the last. Pure.</summary>
internal static class DeviceRound
{
    /// <summary>Whether addresses of a kind are devices, each of which is notified; of mailboxes and numbers the first that can be used is.</summary>
    public static bool IsOf(AddressKind kind) => kind == AddressKind.DeviceToken;

    /// <summary>Goes on to the next device where this one took the message or is dead; at the end it was accepted, if any device took it.</summary>
    /// <param name="effect">What follows for this device alone.</param>
    /// <param name="content">The row's content as the attempt began.</param>
    /// <param name="outcome">What the adapter said.</param>
    /// <param name="hasNext">Whether the person has another device to which the message has not been.</param>
    /// <param name="now">When it said so.</param>
    public static AttemptEffect GoOn(AttemptEffect effect, OutboxContent content, AttemptOutcome outcome, bool hasNext, DateTimeOffset now)
    {
        if (effect.Content.NextAt is not null || (content.Been is null && !hasNext))
        {
            return effect; // it is tried here again, or there is one device
        }

        var isAccepted = effect.State == OutboxState.Accepted;
        var isReached = content.IsReached == true || isAccepted;
        var isDead = outcome is { Result: AttemptResult.Rejected, Fault: AttemptFault.Recipient, IsOptOut: false };
        if (hasNext && (isAccepted || isDead))
        {
            return effect with
            {
                State = OutboxState.Retrying,
                Releases = false,
                Content = effect.Content with
                {
                    Been = [.. content.Been ?? [], content.Frozen?.Address ?? ""],
                    IsReached = isReached ? true : null,
                    Frozen = null,
                    CountedAt = isAccepted ? null : effect.Content.CountedAt, // a device that took it stays counted
                    MayBeSent = false,
                    Failures = 0,
                    Tried = null,
                    NextAt = now,
                },
            };
        }

        return isReached && !isAccepted
            ? effect with { State = OutboxState.Accepted, Releases = false, Content = effect.Content with { Reason = null, ProviderMessageId = content.ProviderMessageId } }
            : effect;
    }
}
