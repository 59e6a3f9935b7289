using System.Globalization;

namespace OmniChannel;

/// <summary>Says what happened, in English a person can read. Pure.</summary>
internal static class TimelineWords
{
    public static string Of(string type, DateTimeOffset at, TimelineBody body) => type switch
    {
        TimelineTypes.Queued when body.Planned > at => $"'{body.Campaign}' will go out by {Way(body)} at {Time(body.Planned)}{Promise(body)}.{Why(body)}",
        TimelineTypes.Queued => $"'{body.Campaign}' goes out by {Way(body)} now{Promise(body)}.{Why(body)}",
        TimelineTypes.Skipped when body.Delivery is null => $"'{body.Campaign}' was not sent: {Because(body)}",
        TimelineTypes.Skipped => $"'{body.Campaign}' was not sent by {body.Channel} after all: {Because(body)}",
        TimelineTypes.Collected => $"'{body.Campaign}' was added to what goes out by {body.Channel} at {Time(body.Planned)}.",
        TimelineTypes.Dropped => $"A message of '{body.Campaign}' was left out of what goes out by {body.Channel}: {Because(body)}",
        TimelineTypes.Deferred => $"'{body.Campaign}' waits until {Time(body.Planned)} for {body.Channel}: {Because(body)}",
        TimelineTypes.SteppedUp => $"'{body.Campaign}' goes on by {body.StepTo}{(body.Planned > at ? $" at {Time(body.Planned)}" : "")}: {Because(body)}",
        TimelineTypes.StepUpEnded => $"'{body.Campaign}' stays with {body.Channel}: {Because(body)}",
        TimelineTypes.Parked => $"'{body.Campaign}' by {body.Channel} was set aside to be looked at: {Because(body)}",
        TimelineTypes.Redriven => $"'{body.Campaign}' by {body.Channel} is tried again.",
        TimelineTypes.Unsettled => $"'{body.Campaign}' by {body.Channel} may have been sent or not, and is not tried again: {Because(body)}",
        TimelineTypes.Refused => $"'{body.Campaign}' could not be sent by {body.Channel}: {Because(body)}",
        TimelineTypes.AttemptAccepted => $"{Capital(Way(body))} took '{body.Campaign}' over{Begun(at, body)}.",
        TimelineTypes.AttemptRejected => $"{Capital(Way(body))} refused '{body.Campaign}' for good: {Because(body)}",
        TimelineTypes.AttemptNotSent => $"{Capital(Way(body))} did not send '{body.Campaign}': {Because(body)}{Again(body)}",
        TimelineTypes.AttemptUnknown => $"Whether {Way(body)} sent '{body.Campaign}' is not known: {Because(body)}{Again(body)}",
        TimelineTypes.Reconciled => $"{Capital(Way(body))} was asked what became of '{body.Campaign}': {Because(body)}{(body.Planned is null ? "" : $" Looked at again at {Time(body.Planned)}.")}",
        TimelineTypes.Consent when body.Consent is { } consent => $"{consent.Purpose} by {consent.Channel} was {(consent.Granted ? "allowed" : "forbidden")} ({consent.Source}).",
        _ when body.Stage is { } move => $"In the funnel {body.Funnel} {(move.IsRegression ? "back" : "on")} from {move.From} to {move.To}: {move.Because}.",
        TimelineTypes.SegmentEntered => $"Entered the segment '{body.Segment}'.",
        TimelineTypes.SegmentLeft => $"Left the segment '{body.Segment}'.",
        _ when body.Identity is { } decision => IdentityWords.Of(decision),
        _ when body.Touchpoint is { } touchpoint => $"{touchpoint.Type}{On(touchpoint.Channel)}{Worth(touchpoint.Amount)}.",
        _ when body.Conversation is { } talk => $"Conversation {talk.Conversation} {type[TimelineTypes.ConversationPrefix.Length..]}{(talk.By is { } by ? $" by {by}" : "")}{(talk.To is { } to ? $" to {to}" : "")}.",
        _ when body.Receipt is { } receipt => $"'{body.Campaign}' by {body.Channel}: {type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..]}{Worth(receipt.Amount)}{(receipt.ByMachine ? " by a machine" : "")}.",
        _ => type,
    };

    /// <summary>Which attempt it was, where it was not the first, and when it began, where that was not the same second.</summary>
    private static string Begun(DateTimeOffset at, TimelineBody body)
    {
        var which = body.Attempt > 1 ? $" at attempt {body.Attempt}" : "";
        return body.BegunAt is { } begun && at - begun >= TimeSpan.FromSeconds(1) ? $"{which}, begun at {Time(begun)}" : which;
    }

    private static string Way(TimelineBody body) => body.Account is null ? $"{body.Channel}" : $"{body.Channel} (account '{body.Account}')";

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "?";

    private static string Because(TimelineBody body) => (body.Reason?.ToString() ?? "no reason was given").TrimEnd('.') + ".";

    private static string Why(TimelineBody body) => body.Decision is { Score: { } score, Parts: { Count: > 0 } parts }
        ? string.Create(CultureInfo.InvariantCulture, $" It scored {score}: {string.Join(", ", parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Value:+0;-0;0} {part.Key}")))}.")
        : "";

    private static string Again(TimelineBody body) => body.Planned is { } next ? $" Tried again at {Time(next)}." : "";

    private static string Promise(TimelineBody body) => body.Guarantee switch
    {
        SendGuarantee.AtMostOnce => ", at most once",
        SendGuarantee.AtLeastOnce => ", at least once",
        SendGuarantee.Reconcile => ", once as far as the provider can be asked",
        _ => "",
    };

    private static string On(Channel? channel) => channel is { } named ? $" on {named}" : "";

    private static string Worth(Money? amount) => amount is { } money ? $", {money}" : "";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
