namespace OmniChannel.Delivery;

/// <summary>One call of an adapter, with an end to its patience.</summary>
internal static class AttemptCall
{
    /// <summary>The code of a call that was not made because this process stops.</summary>
    public const string Stopping = "stopping";

    /// <summary>The code of a call that was not made because what was judged for it is too old.</summary>
    public const string Overdue = "overdue";

    /// <summary>How long an adapter that is told to end may take to say what it knows.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    /// <summary>How long a call may take: as long as is wished, and never so long that the lease could end during it.</summary>
    public static TimeSpan DeadlineOf(TimeSpan lease, TimeSpan wished) => lease / 2 < wished ? lease / 2 : wished;

    /// <summary>Makes the call. Nothing it does ends the dispatcher: what it throws, and silence beyond the deadline, are doubt.</summary>
    /// <param name="call">The call.</param>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cut">Ends it sooner, because this process stops.</param>
    /// <returns>The outcome, and the exception where one was thrown, to be logged.</returns>
    public static async ValueTask<(AttemptOutcome Outcome, Exception? Thrown)> SendAsync(Func<CancellationToken, ValueTask<AttemptOutcome>> call, TimeSpan deadline, TimeProvider time, CancellationToken cut = default)
    {
        if (cut.IsCancellationRequested)
        {
            return (AttemptOutcome.NotSent(AttemptFault.Provider, Stopping, "This process stops; the provider was not called."), null);
        }

        using var patience = new CancellationTokenSource(deadline, time);
        using var stopped = cut.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), patience);
        using var silence = new CancellationTokenSource(deadline + LastWord, time);
        using var stoppedSilence = cut.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).CancelAfter(LastWord), silence);
        try
        {
            // The wait ends with the deadline even if the adapter never looks at its token.
            var outcome = await call(patience.Token).AsTask().WaitAsync(silence.Token).ConfigureAwait(false);
            return (outcome ?? AttemptOutcome.Unknown("The adapter returned nothing."), null);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            return (AttemptOutcome.Unknown(cut.IsCancellationRequested ? "This process stopped before an answer came." : "No answer within the deadline."), exception);
        }
#pragma warning disable CA1031 // An adapter is foreign code; whatever it throws is one doubtful attempt, logged by the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (AttemptOutcome.Unknown($"The adapter threw {exception.GetType().Name}."), exception);
        }
    }
}
