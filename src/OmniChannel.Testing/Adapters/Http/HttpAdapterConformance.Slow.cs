using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Slow() =>
    [
        Case("Send_Silence_IsUnknownAndEnds", "Cancelled after the request went out, an attempt is Unknown: it may have been sent.", async (create, token) =>
        {
            HttpAdapterUnderTest? subject = null;
            using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(token);
            var provider = new ProviderDouble(request =>
            {
                if (subject!.Preliminary(request) is { } other)
                {
                    return other;
                }

                cancelling.Cancel();
                return new ProviderReply { End = ReplyEnd.Silence };
            });
            await using (provider.ConfigureAwait(false))
            {
                subject = create(provider.Address);
                using var _ = subject.Adapter as IDisposable;
                var outcome = await subject.Adapter.SendAsync(MessageOf(subject), cancelling.Token).ConfigureAwait(false);
                Expect.Equal(AttemptResult.Unknown, outcome.Result, $"The result ({outcome.Detail})");
            }
        }),
        Case("Send_SlowBody_IsAnOutcome", "An answer whose body never comes is judged by what came.", async (create, token) =>
        {
            HttpAdapterUnderTest? subject = null;
            using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(token);
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var provider = new ProviderDouble(request =>
            {
                if (subject!.Preliminary(request) is { } other)
                {
                    return other;
                }

                answered.TrySetResult();
                return subject.Good with { End = ReplyEnd.SlowBody, Body = subject.Good.Body + new string(' ', 10) };
            });
            await using (provider.ConfigureAwait(false))
            {
                subject = create(provider.Address);
                using var _ = subject.Adapter as IDisposable;
                var sending = subject.Adapter.SendAsync(MessageOf(subject), cancelling.Token).AsTask();
                await answered.Task.WaitAsync(token).ConfigureAwait(false);
                await cancelling.CancelAsync().ConfigureAwait(false);
                var outcome = await sending.ConfigureAwait(false);
                Expect.That(
                    outcome.Result is AttemptResult.Unknown || (outcome.Result is AttemptResult.Accepted && !subject.SaysYesInTheBody),
                    $"It is {outcome.Result} ({outcome.Detail}).");
            }
        }),
    ];
}
