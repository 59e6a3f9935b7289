namespace OmniChannel.Delivery;

/// <summary>One call of an adapter, with an end to its patience.</summary>
internal static class AttemptCall
{
    /// <summary>How long a call may take: as long as is wished, and never so long that the lease could end during it.</summary>
    public static TimeSpan DeadlineOf(TimeSpan lease, TimeSpan wished) => lease / 2 < wished ? lease / 2 : wished;

    /// <summary>Makes the call. Nothing it does ends the dispatcher: what it throws, and silence beyond the deadline, are doubt.</summary>
    /// <returns>The outcome, and the exception where one was thrown, to be logged.</returns>
    public static async ValueTask<(AttemptOutcome Outcome, Exception? Thrown)> SendAsync(Func<CancellationToken, ValueTask<AttemptOutcome>> call, TimeSpan deadline, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(deadline, time);
        try
        {
            // The wait ends with the deadline even if the adapter never looks at its token.
            var outcome = await call(patience.Token).AsTask().WaitAsync(deadline + TimeSpan.FromSeconds(1), time, CancellationToken.None).ConfigureAwait(false);
            return (outcome ?? AttemptOutcome.Unknown("The adapter returned nothing."), null);
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && patience.IsCancellationRequested))
        {
            return (AttemptOutcome.Unknown("No answer within the deadline."), exception);
        }
#pragma warning disable CA1031 // An adapter is foreign code; whatever it throws is one doubtful attempt, logged by the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (AttemptOutcome.Unknown($"The adapter threw {exception.GetType().Name}."), exception);
        }
    }
}
