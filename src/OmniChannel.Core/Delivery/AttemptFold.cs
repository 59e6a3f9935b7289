using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Moves an outbox row on by the outcome of an attempt. Pure.</summary>
internal static class AttemptFold
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <summary>What is to be said of an attempt whose process or lease ended before it was heard of again.</summary>
    public static AttemptOutcome Interruption { get; } = AttemptOutcome.Unknown("The process or its lease ended during the attempt.");

    /// <summary>What follows from an outcome.</summary>
    /// <param name="content">The row's content as the attempt began.</param>
    /// <param name="outcome">What the adapter said.</param>
    /// <param name="now">When it said so.</param>
    /// <param name="maxAttempts">After how many failures it is set aside.</param>
    /// <param name="accountPause">How long an account rests when the provider does not say.</param>
    /// <param name="chance">From 0 to 1: spreads the retries.</param>
    /// <param name="others">The accounts that may send it too, in their order.</param>
    public static AttemptEffect Fold(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, TimeSpan accountPause, double chance, IReadOnlyList<string> others) => FoldHeard(Heard(content, outcome, now), outcome, now, maxAttempts, accountPause, chance, others);

    private static AttemptEffect FoldHeard(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, TimeSpan accountPause, double chance, IReadOnlyList<string> others) => outcome.Result switch
    {
        AttemptResult.Accepted => Settled(content with { Reason = null, ProviderMessageId = outcome.ProviderMessageId }, OutboxState.Accepted),
        AttemptResult.Rejected => Settled(content with { Reason = ReasonOf(content, outcome) }, OutboxState.Rejected) with
        {
            Releases = !content.MayBeSent,
            Suppresses = outcome.Fault == AttemptFault.Recipient,
        },
        AttemptResult.NotSent when outcome.Code is AccountBreakers.Resting or AttemptCall.Overdue => Rested(content, outcome, now),
        AttemptResult.NotSent when outcome.Fault == AttemptFault.Account => Elsewhere(content, outcome, now, accountPause),
        AttemptResult.NotSent when !content.MayBeSent && content.Tried?.Contains(content.Account ?? "") != true && others.Any(other => other != content.Account && content.Tried?.Contains(other) != true) => ByTheNext(content, outcome, now),
        AttemptResult.NotSent => Failed(content, outcome, now, maxAttempts, chance, others),
        _ => InDoubt(content with { MayBeSent = true }, outcome, now, maxAttempts, chance),
    };

    /// <summary>What an outcome says of a delivery whose earlier attempts are known: what stands there already may be ours only where one of them ended in doubt.</summary>
    public static AttemptOutcome Resolved(OutboxContent content, AttemptOutcome outcome) => outcome.IsDuplicate && content.MayBeSent ? AttemptOutcome.Accepted() : outcome;

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
            : Failed(content, outcome, now, maxAttempts, chance, []);

    /// <summary>An account that asked for a wait is not given the message before that is over, whoever is tried meanwhile.</summary>
    private static OutboxContent Heard(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now) => outcome.RetryAfter is { } asked && content.Account is { } account
        ? content with { Waits = [.. (content.Waits ?? []).Where(wait => wait.Account != account && wait.Until > now), new AccountWait { Account = account, Until = now + RetrySchedule.Clamp(asked) }] }
        : content;

    /// <summary>The account rests and was not called: that is no failure of the message. Soon again, by another account if there is one.</summary>
    private static AttemptEffect Rested(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now) => new()
    {
        State = OutboxState.Retrying,
        Content = content with { NextAt = now + SoonAgain, Reason = ReasonOf(content, outcome) },
    };

    /// <summary>Certainly not sent, and another account has not been tried since the last wait: at once by that one.</summary>
    private static AttemptEffect ByTheNext(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now) => new()
    {
        State = OutboxState.Retrying,
        Content = content with { NextAt = now, Frozen = null, Tried = [.. content.Tried ?? [], content.Account!], Reason = ReasonOf(content, outcome) },
    };

    /// <summary>At once by the next account; one that may have sent it already keeps it.</summary>
    private static AttemptEffect Elsewhere(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, TimeSpan accountPause) => new()
    {
        State = OutboxState.Retrying,
        Content = content with { NextAt = now, Frozen = content.MayBeSent ? content.Frozen : null, Reason = ReasonOf(content, outcome) },
        PausesFor = outcome.RetryAfter is { } asked ? RetrySchedule.Clamp(asked) : accountPause,
    };

    private static AttemptEffect Failed(OutboxContent content, AttemptOutcome outcome, DateTimeOffset now, int maxAttempts, double chance, IReadOnlyList<string> others)
    {
        var failed = content with { Failures = content.Failures + 1, Tried = null, Frozen = content is { Tried.Count: > 0, MayBeSent: false } ? null : content.Frozen, Reason = ReasonOf(content, outcome) };
        if (failed.Failures >= maxAttempts)
        {
            return Settled(failed, OutboxState.Parked) with { Releases = !failed.MayBeSent };
        }

        // What this account asked for is for itself: another one has its turn by the schedule.
        var isElsewhere = !failed.MayBeSent && others.Any(other => other != failed.Account);
        var next = now + RetrySchedule.After(failed.Failures, isElsewhere ? null : outcome.RetryAfter, chance);
        if (StepUpFold.IsChannelOver(failed, next))
        {
            return Settled(failed with { Reason = StepUpFold.WhyOver(failed) }, OutboxState.Skipped) with { Releases = true };
        }

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
