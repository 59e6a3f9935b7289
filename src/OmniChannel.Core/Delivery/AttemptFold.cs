using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Moves an outbox row on by the outcome of an attempt. Pure.</summary>
internal static class AttemptFold
{
    /// <summary>What is to be said of an attempt whose process or lease ended before it was heard of again.</summary>
    public static AttemptOutcome Interruption { get; } = AttemptOutcome.Unknown("The process or its lease ended during the attempt.");

    /// <summary>What follows from an outcome.</summary>
    /// <param name="content">The row's content as the attempt began.</param>
    /// <param name="outcome">What the adapter said.</param>
    /// <param name="now">When it said so.</param>
    /// <param name="maxAttempts">After how many failures it is set aside.</param>
    /// <param name="accountPause">How long an account rests when the provider does not say.</param>
    /// <param name="chance">From 0 to 1: spreads the retries.</param>
    public static AttemptEffect Fold(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, TimeSpan accountPause, double chance) => outcome.Result switch
    {
        AttemptResult.Accepted => Settled(content with { Reason = null, ProviderMessageId = outcome.ProviderMessageId }, OutboxState.Accepted),
        AttemptResult.Rejected => Settled(content with { Reason = ReasonOf(content, outcome) }, OutboxState.Rejected) with
        {
            Releases = !content.MayBeSent,
            Suppresses = outcome.Fault == AttemptFault.Recipient,
        },
        AttemptResult.NotSent when outcome.Fault == AttemptFault.Account => Elsewhere(content, outcome, now, accountPause),
        AttemptResult.NotSent => Failed(content, outcome, now, maxAttempts, chance),
        _ => InDoubt(content with { MayBeSent = true }, outcome, now, maxAttempts, chance),
    };

    /// <summary>What was promised for doubt.</summary>
    public static SendGuarantee PromiseOf(OutboxContent content) => content.Guarantee ?? SendGuarantee.AtLeastOnce;

    /// <summary>An attempt of which nothing is known, because the process ended or the lease did: in doubt. Where at least once was promised it is repeated at once under the same key.</summary>
    public static AttemptEffect Interrupted(OutboxContent content, DateTimeOffset now, int maxAttempts)
    {
        var doubtful = InDoubt(content with { MayBeSent = true }, Interruption, now, maxAttempts, 0);
        return doubtful with { Content = doubtful.Content with { NextAt = doubtful.State == OutboxState.Retrying ? now : null } };
    }

    /// <summary>Never sent again by itself where at most once was promised; else later again: sent, or asked for.</summary>
    private static AttemptEffect InDoubt(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, double chance) =>
        PromiseOf(content) == SendGuarantee.AtMostOnce
            ? Settled(content with { Reason = ReasonOf(content, outcome) }, OutboxState.Unknown)
            : Failed(content, outcome, now, maxAttempts, chance);

    /// <summary>At once by the next account; one that may have sent it already keeps it.</summary>
    private static AttemptEffect Elsewhere(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, TimeSpan accountPause) => new()
    {
        State = OutboxState.Retrying,
        Content = content with { NextAt = now, Frozen = content.MayBeSent ? content.Frozen : null, Reason = ReasonOf(content, outcome) },
        PausesFor = outcome.RetryAfter is { } asked ? RetrySchedule.Clamp(asked) : accountPause,
    };

    private static AttemptEffect Failed(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, double chance)
    {
        var failed = content with { Failures = content.Failures + 1, Reason = ReasonOf(content, outcome) };
        if (failed.Failures >= maxAttempts)
        {
            return Settled(failed, OutboxState.Parked) with { Releases = !failed.MayBeSent };
        }

        var next = now + RetrySchedule.After(failed.Failures, outcome.RetryAfter, chance);
        return new AttemptEffect
        {
            State = OutboxState.Retrying,
            Content = failed with { NextAt = next < failed.ExpiresAt ? next : failed.ExpiresAt },
        };
    }

    private static AttemptEffect Settled(OutboxContent content, OutboxState state) => new() { State = state, Content = content with { NextAt = null } };

    private static Reason ReasonOf(OutboxContent content, AttemptOutcome outcome) => Reason.Of(
        outcome.Result switch
        {
            AttemptResult.Rejected => "attempt.rejected",
            AttemptResult.NotSent => "attempt.not-sent",
            _ => "attempt.unknown",
        },
        new ReasonArgument("account", content.Account ?? ""),
        new ReasonArgument("code", outcome.Code ?? "no code"),
        new ReasonArgument("detail", outcome.Detail ?? ""));
}
