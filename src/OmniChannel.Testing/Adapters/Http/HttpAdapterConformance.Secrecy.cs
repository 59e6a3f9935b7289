using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private const string Mark = "x-injected";

    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Secrecy() =>
    [
        Case("Send_Whatever_ShowsNoSecret", "No secret and no address is in an outcome, a span or a measurement, however the attempt ends.", async (create, token) =>
        {
            var seen = new ConcurrentBag<string>();
            using var spans = Spans(seen);
            using var measurements = Measurements(seen);
            foreach (var reply in new Func<HttpAdapterUnderTest, ProviderReply>[] { subject => subject.Good, _ => Html(500), _ => Html(401), _ => Html(404), subject => subject.Good with { End = ReplyEnd.ResetAfter }, Echo })
            {
                var exchange = await ExchangeAsync(create, reply, token).ConfigureAwait(false);
                Hides(exchange.Subject, exchange.Outcome);
                foreach (var text in seen)
                {
                    Expect.That(exchange.Subject.Secrets.All(secret => !text.Contains(secret, StringComparison.Ordinal)), $"A span or measurement shows a secret: {text.Length} characters, beginning with '{text[..Math.Min(12, text.Length)]}'.");
                }
            }

            var nobody = create(new Uri($"http://127.0.0.1:{UnusedPort()}/"));
            using var _ = nobody.Adapter as IDisposable;
            Hides(nobody, await nobody.Adapter.SendAsync(MessageOf(nobody), token).ConfigureAwait(false));
            Expect.That(nobody.Secrets.All(secret => !$"{nobody.Adapter}".Contains(secret, StringComparison.Ordinal)), "The adapter's ToString shows a secret.");
        }),
        Case("Send_HostileText_AddsNoHeaderAndLeavesTheUrl", "Line breaks, paths and templates in a message stay text: they add no header, and change neither host, path nor method.", async (create, token) =>
        {
            var usual = (await ExchangeAsync(create, subject => subject.Good, token).ConfigureAwait(false)).Requests[0];
            foreach (var text in new[] { $"a\r\n{Mark}: 1\r\n\r\nb", $"../../?{Mark}=1#{Mark}", $"{{{{{Mark}}}}} ${{{Mark}}} %0d%0a{Mark}: 1", $"\"}},\"{Mark}\":\"1" })
            {
                var exchange = await ExchangeAsync(create, subject => subject.Good, token, message => message with { RecipientName = text, IdempotencyKey = "key-1", Content = message.Content with { Text = text, Subject = text } }).ConfigureAwait(false);
                Expect.That(exchange.Outcome.Result is AttemptResult.Accepted or AttemptResult.Rejected, $"Hostile text is {exchange.Outcome.Result} ({exchange.Outcome.Detail}).");
                foreach (var request in exchange.Requests)
                {
                    Expect.Equal(usual.Method, request.Method, "The method");
                    Expect.Same(usual.Headers.Select(header => header.Key).Order(StringComparer.Ordinal), request.Headers.Select(header => header.Key).Order(StringComparer.Ordinal), "The header lines");
                    Expect.Equal(PathOf(usual), PathOf(request), "The path");
                }
            }
        }),
    ];

    private static string PathOf(ProviderRequest request) => request.Target.Split('?')[0];

    /// <summary>Repeats address and key, as providers do in their texts.</summary>
    private static ProviderReply Echo(HttpAdapterUnderTest subject) => ProviderReply.Json(400, System.Text.Json.JsonEncodedText.Encode($"{subject.ValidAddresses[0]} {string.Join(' ', subject.Secrets)}") is var text
        ? $$$"""{"code":"{{{text}}}","message":"{{{text}}}","error":{"message":"{{{text}}}","code":"{{{text}}}"},"errors":[{"message":"{{{text}}}","field":"{{{text}}}"}],"name":"{{{text}}}","ErrorCode":"{{{text}}}"}"""
        : "");

    private static void Hides(HttpAdapterUnderTest subject, AttemptOutcome outcome)
    {
        var said = $"{outcome.Code}\n{outcome.Detail}\n{outcome.ProviderMessageId}\n{outcome}";
        Expect.That(subject.Secrets.All(secret => !said.Contains(secret, StringComparison.Ordinal)), $"The outcome {outcome.Result} {outcome.Fault} shows a secret.");
        Expect.That(subject.ValidAddresses.All(address => address.Length < 4 || !said.Contains(address.Trim(), StringComparison.OrdinalIgnoreCase)), $"The outcome {outcome.Result} {outcome.Fault} shows the address.");
    }

    private static ActivityListener Spans(ConcurrentBag<string> seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => seen.Add($"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {span.StatusDescription} {string.Join(' ', span.Events.SelectMany(happened => happened.Tags).Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measurements(ConcurrentBag<string> seen)
    {
        var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => seen.Add(Shown(tags)));
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => seen.Add(Shown(tags)));
        listener.Start();
        return listener;
    }

    private static string Shown(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var shown = "";
        foreach (var (name, value) in tags)
        {
            shown += $"{name}={value} ";
        }

        return shown;
    }
}
