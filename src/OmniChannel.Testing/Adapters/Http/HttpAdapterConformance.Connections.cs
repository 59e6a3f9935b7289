using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Connections() =>
    [
        Case("Send_Refused_IsNotSent", "Where nobody listens, nothing was sent.", async (create, token) =>
        {
            var subject = create(new Uri($"http://127.0.0.1:{UnusedPort()}/"));
            using var _ = subject.Adapter as IDisposable;
            IsNotSent(await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false));
        }),
        Case("Send_NoTls_IsNotSent", "Where TLS is not spoken, or not by whom we want to speak to, nothing was sent.", async (create, token) =>
        {
            var provider = new ProviderDouble(_ => new ProviderReply(), speaksNoTls: true);
            await using (provider.ConfigureAwait(false))
            {
                var subject = create(provider.Address);
                using var _ = subject.Adapter as IDisposable;
                IsNotSent(await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false));
            }
        }),
        Untrusted("Send_SelfSignedCertificate_IsNotSent", "To whom nobody but they themselves vouch for, nothing is sent.", DoubleCertificate.SelfSigned),
        Untrusted("Send_CertificateOfAnother_IsNotSent", "To whom shows a certificate for another name, nothing is sent.", DoubleCertificate.OfAnother),
        Case("Send_ResetBeforeTheRequest_IsNoYesAndNoNo", "When the connection breaks before the request was read, it is Unknown, or NotSent by whoever can tell; nothing is Rejected, nothing thrown, and nothing sent again.", async (create, token) =>
        {
            HttpAdapterUnderTest? subject = null;
            var provider = new ProviderDouble(request => subject!.Preliminary(request) ?? subject.Good, resets: request => subject!.Preliminary(request) is null);
            await using (provider.ConfigureAwait(false))
            {
                subject = create(provider.Address);
                using var _ = subject.Adapter as IDisposable;
                var outcome = await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false);
                Expect.That(outcome is { Result: AttemptResult.Unknown or AttemptResult.NotSent, Fault: AttemptFault.Provider }, $"It is {outcome.Result} {outcome.Fault} ({outcome.Detail}); expected Unknown or NotSent, by the Provider's fault.");
                Expect.Equal(1, provider.Resets, "The number of requests: an attempt repeats nothing by itself");
            }
        }),
        Broken("Send_ResetAfterTheRequest_IsUnknown", "When the request went out and the connection broke, nobody knows.", subject => subject.Good with { End = ReplyEnd.ResetAfter }, (AttemptResult.Unknown, AttemptFault.Provider)),
        Case("Send_ResetAfterTheHead_IsJudgedByWhatCame", "When the connection breaks behind the headers of the answer, a status that says no means no; one that says yes is a yes only where the body has nothing to add.", async (create, token) =>
        {
            var good = await ExchangeAsync(create, subject => subject.Good with { Body = subject.Good.Body + "          ", End = ReplyEnd.ResetAfterHead }, token).ConfigureAwait(false);
            IsYesOrDoubt(good, "a success");
            var failed = await ExchangeAsync(create, _ => Html(503) with { End = ReplyEnd.ResetAfterHead }, token).ConfigureAwait(false);
            Expect.That(failed.Outcome is { Result: AttemptResult.NotSent or AttemptResult.Unknown, Fault: AttemptFault.Provider }, $"A 503 is {failed.Outcome.Result} {failed.Outcome.Fault} ({failed.Outcome.Detail}); expected NotSent, or Unknown where the reset overtook it.");
        }),
    ];

    private static ConformanceCase<Func<Uri, HttpAdapterUnderTest>> Untrusted(string name, string promise, Func<X509Certificate2> certificate) => Case(name, promise, async (create, token) =>
    {
        HttpAdapterUnderTest? subject = null;
        using var shown = certificate();
        var provider = new ProviderDouble(request => subject!.Preliminary(request) ?? subject.Good, certificate: shown);
        await using (provider.ConfigureAwait(false))
        {
            subject = create(provider.Address);
            using var _ = subject.Adapter as IDisposable;
            IsNotSent(await subject.Adapter.SendAsync(MessageOf(subject), token).ConfigureAwait(false));
            Expect.Equal(0, provider.Requests.Count, "The number of requests that reached somebody who cannot be believed");
        }
    });

    private static void IsNotSent(AttemptOutcome outcome)
    {
        Expect.Equal(AttemptResult.NotSent, outcome.Result, $"The result ({outcome.Detail})");
        Expect.Equal(AttemptFault.Provider, outcome.Fault, "The fault");
    }

    /// <summary>The status says yes and the body is not there, or is another: doubt, or a yes where the body has nothing to add.</summary>
    private static void IsYesOrDoubt(HttpExchange exchange, string what)
    {
        IsYesOrDoubt(exchange.Subject, exchange.Outcome, what);
        Expect.Equal(1, exchange.Requests.Count, "The number of requests: an attempt repeats nothing by itself");
    }

    private static void IsYesOrDoubt(HttpAdapterUnderTest subject, AttemptOutcome outcome, string what) => Expect.That(
        outcome is { Result: AttemptResult.Unknown, Fault: AttemptFault.Provider } || (outcome.Result is AttemptResult.Accepted && !subject.SaysYesInTheBody),
        $"The result of {what}: expected Unknown{(subject.SaysYesInTheBody ? "" : " or Accepted")}, found {outcome.Result} {outcome.Fault} ({outcome.Code} {outcome.Detail}).");

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
