using System.Net;
using System.Net.Sockets;
using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Faults() =>
    [
        Case("Send_Refused_IsNotSent", "Where nobody listens, nothing was sent.", async (create, token) =>
        {
            var subject = create(new Uri($"http://127.0.0.1:{UnusedPort()}/"));
            using var _ = subject.Adapter as IDisposable;
            var outcome = await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false);
            Expect.Equal(AttemptResult.NotSent, outcome.Result, $"The result ({outcome.Detail})");
            Expect.Equal(AttemptFault.Provider, outcome.Fault, "The fault");
        }),
        Case("Send_NoTls_IsNotSent", "Where TLS is not spoken, or not by whom we want to speak to, nothing was sent.", async (create, token) =>
        {
            var provider = new ProviderDouble(_ => new ProviderReply(), speaksNoTls: true);
            await using (provider.ConfigureAwait(false))
            {
                var subject = create(provider.Address);
                using var _ = subject.Adapter as IDisposable;
                var outcome = await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false);
                Expect.Equal(AttemptResult.NotSent, outcome.Result, $"The result ({outcome.Detail})");
                Expect.Equal(AttemptFault.Provider, outcome.Fault, "The fault");
            }
        }),
        Broken("Send_ResetAfterTheRequest_IsUnknown", "When the request went out and the connection broke, nobody knows.", subject => subject.Good with { End = ReplyEnd.ResetAfter }, AttemptResult.Unknown),
        Broken("Send_504_IsUnknown", "A gateway that passed the request on and heard nothing knows no more than we do.", _ => Html(504), AttemptResult.Unknown),
        Broken("Send_500_IsNotSent", "A provider that failed gets the message again.", _ => Html(500), AttemptResult.NotSent),
        Broken("Send_502WithHtml_IsNotSent", "A page of HTML instead of JSON is no exception.", _ => Html(502), AttemptResult.NotSent),
        Broken("Send_503WithEmptyBody_IsNotSent", "An empty body instead of JSON is no exception.", _ => new ProviderReply { Status = 503 }, AttemptResult.NotSent),
        Broken("Send_500WithDeepJson_IsNotSent", "JSON that is thousands of levels deep is no exception.", _ => new ProviderReply { Status = 500, Body = new string('[', 20_000) }, AttemptResult.NotSent),
        Broken("Send_400WithOddJson_IsAnOutcome", "JSON of another shape is no exception: the status says what it means.", _ => ProviderReply.Json(400, """{"error":[{"code":[]}],"errors":"no","messages":{"status":{}},"code":{},"ok":3}"""), AttemptResult.Rejected, AttemptResult.NotSent),
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
        Case("Send_YesThatCannotBeRead_IsNoYes", "Where the body says yes, one that is cut off, or is a page of HTML or empty, leaves in doubt what happened.", async (create, token) =>
        {
            if (!create(new Uri("http://127.0.0.1:9/")).SaysYesInTheBody)
            {
                return;
            }

            Is(await ExchangeAsync(create, subject => subject.Good with { End = ReplyEnd.CutOff }, token).ConfigureAwait(false), "a body that is cut off", AttemptResult.Unknown);
            Is(await ExchangeAsync(create, subject => Html(subject.Good.Status), token).ConfigureAwait(false), "a success with a page of HTML", AttemptResult.Unknown);
            Is(await ExchangeAsync(create, subject => subject.Good with { Body = "" }, token).ConfigureAwait(false), "a success with no body", AttemptResult.Unknown);
        }),
    ];

    private static ConformanceCase<Func<Uri, HttpAdapterUnderTest>> Broken(string name, string promise, Func<HttpAdapterUnderTest, ProviderReply> reply, params AttemptResult[] results) => Case(name, promise, async (create, token) =>
    {
        var exchange = await ExchangeAsync(create, reply, token).ConfigureAwait(false);
        Expect.That(results.Contains(exchange.Outcome.Result), $"It is {exchange.Outcome.Result} ({exchange.Outcome.Code} {exchange.Outcome.Detail}); expected {string.Join(" or ", results)}.");
        Expect.Equal(1, exchange.Requests.Count, "The number of requests: an attempt repeats nothing by itself");
    });

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
