using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    /// <summary>Longer than an attempt may take by anybody's options.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(11);

    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Slow() =>
    [
        Case("Send_Silence_IsUnknownAndEnds", "Cancelled after the request went out, an attempt is Unknown: it may have been sent.", async (create, token) =>
        {
            var (_, outcome) = await EndedAsync(create, subject => new ProviderReply { End = ReplyEnd.Silence }, waitsForTheHead: false, (_, cancelling) => cancelling.CancelAsync(), token).ConfigureAwait(false);
            Expect.Equal(AttemptResult.Unknown, outcome.Result, $"The result ({outcome.Detail})");
        }),
        Case("Send_SilenceForTooLong_IsUnknownAndEnds", "An attempt ends by its own timeout, and is Unknown when the request had gone out.", async (create, token) =>
        {
            var (_, outcome) = await EndedAsync(create, subject => new ProviderReply { End = ReplyEnd.Silence }, waitsForTheHead: false, OverdueAsync, token).ConfigureAwait(false);
            Expect.Equal(AttemptResult.Unknown, outcome.Result, $"The result ({outcome.Detail})");
            Expect.Equal(AttemptFault.Provider, outcome.Fault, "The fault");
        }),
        Case("Send_SlowBody_IsAnOutcome", "Cancelled after the headers of a success came and before its body did, an attempt is judged by what came.", async (create, token) =>
        {
            var (subject, outcome) = await EndedAsync(create, Slowly, waitsForTheHead: true, (_, cancelling) => cancelling.CancelAsync(), token).ConfigureAwait(false);
            IsYesOrDoubt(subject, outcome, "a success whose body never came");
        }),
        Case("Send_SlowBodyForTooLong_IsAnOutcome", "An answer whose body does not come before the attempt's own timeout is judged by what came.", async (create, token) =>
        {
            var (subject, outcome) = await EndedAsync(create, Slowly, waitsForTheHead: true, OverdueAsync, token).ConfigureAwait(false);
            IsYesOrDoubt(subject, outcome, "a success whose body never came");
        }),
    ];

    private static ProviderReply Slowly(HttpAdapterUnderTest subject) => subject.Good with { End = ReplyEnd.SlowBody, Body = subject.Good.Body + "          " };

    private static Task OverdueAsync(HttpAdapterUnderTest subject, CancellationTokenSource cancelling)
    {
        subject.Clock.Advance(Overdue);
        return Task.CompletedTask;
    }

    /// <summary>One attempt that is ended while the provider takes its time: after the request came in there, or after the client has the headers of the answer.</summary>
    private static async Task<(HttpAdapterUnderTest Subject, AttemptOutcome Outcome)> EndedAsync(
        Func<Uri, HttpAdapterUnderTest> create, Func<HttpAdapterUnderTest, ProviderReply> reply, bool waitsForTheHead, Func<HttpAdapterUnderTest, CancellationTokenSource, Task> end, CancellationToken cancellationToken)
    {
        HttpAdapterUnderTest? subject = null;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var provider = new ProviderDouble(request =>
        {
            if (subject!.Preliminary(request) is { } other)
            {
                return other;
            }

            came.TrySetResult();
            return reply(subject);
        });
        await using (provider.ConfigureAwait(false))
        {
            using var heads = new AnswerHeads(provider.Address.Port);
            subject = create(provider.Address);
            using var _ = subject.Adapter as IDisposable;
            var sending = subject.Adapter.SendAsync(MessageOf(subject), cancelling.Token).AsTask();
            await came.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (waitsForTheHead)
            {
                await Task.WhenAny(sending, heads.ReceivedAsync(provider.Requests.Count)).WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            await end(subject, cancelling).ConfigureAwait(false);
            return (subject, await sending.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
    }
}
