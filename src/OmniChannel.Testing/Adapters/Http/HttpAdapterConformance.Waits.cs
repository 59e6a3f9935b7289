using System.Globalization;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private const string Answered = "Mon, 15 Jun 2026 10:00:00 GMT";
    private static readonly DateTimeOffset ComeAgain = new(2026, 6, 15, 10, 0, 17, TimeSpan.Zero);

    /// <summary>The rules of every dialect that is known, each once.</summary>
    private static IEnumerable<RetryAfterRule> EveryRule(HttpAdapterUnderTest subject) =>
        new[] { RetryAfterDialect.Standard, RetryAfterDialect.ResetAtEpoch, RetryAfterDialect.ResetAtInstant, RetryAfterDialect.RateLimitReset, RetryAfterDialect.Telegram, subject.RetryAfter }.SelectMany(rules => rules).Distinct();

    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Waits() =>
    [
        Case("Send_429_IsNotSentAndWaits", "Too many requests: not sent, after the wait that is asked for, in seconds or as a date; never at once for ever, never longer than an hour.", async (create, token) =>
        {
            (string? Header, Func<TimeSpan?, bool> Fits)[] dialects =
            [
                (null, _ => true),
                ("17", wait => wait == TimeSpan.FromSeconds(17)),
                ("Fri, 01 Jan 2100 00:00:00 GMT", wait => wait is { } long1 && long1 > TimeSpan.Zero && long1 <= TimeSpan.FromHours(1)),
                ("Thu, 01 Jan 1970 00:00:00 GMT", wait => wait is null || wait > TimeSpan.Zero),
                ("soon", wait => wait is null || wait > TimeSpan.Zero),
                ("999999999999999999999", wait => wait is { } long2 && long2 <= TimeSpan.FromHours(1)),
            ];
            foreach (var (header, fits) in dialects)
            {
                var reply = new ProviderReply { Status = 429, Headers = header is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = header } };
                var exchange = await ExchangeAsync(create, _ => reply, token).ConfigureAwait(false);
                Is(exchange, $"429 with Retry-After '{header}'", AttemptResult.NotSent, AttemptFault.Provider, AttemptFault.Account);
                Expect.That(fits(exchange.Outcome.RetryAfter), $"429 with Retry-After '{header}' waits {exchange.Outcome.RetryAfter}.");
            }
        }),
        Case("Send_429InEveryDialect_WaitsAsTheProviderSays", "Every known way of saying when to come again is sent: what the description says the provider speaks, and Retry-After, is heard to the second, and nothing else is.", async (create, token) =>
        {
            var described = create(Nowhere);
            (described.Adapter as IDisposable)?.Dispose();
            foreach (var rule in EveryRule(described))
            {
                var isHeard = RetryAfterDialect.Standard.Concat(described.RetryAfter).Any(spoken => Same(spoken, rule));
                foreach (var text in Texts(rule))
                {
                    var exchange = await ExchangeAsync(create, _ => Said(rule, text), token).ConfigureAwait(false);
                    Is(exchange, $"429 with {rule} '{text}'", AttemptResult.NotSent, AttemptFault.Provider, AttemptFault.Account);
                    Expect.Equal(isHeard ? TimeSpan.FromSeconds(17) : null, exchange.Outcome.RetryAfter, $"The wait of a 429 with {rule} '{text}', which the description {(isHeard ? "says" : "does not say")} the provider speaks");
                }
            }
        }),
    ];

    private static bool Same(RetryAfterRule one, RetryAfterRule other) =>
        string.Equals(one.HeaderName, other.HeaderName, StringComparison.OrdinalIgnoreCase) && one.JsonPath == other.JsonPath && one.Form == other.Form;

    /// <summary>"In 17 seconds", in every spelling of a form.</summary>
    private static string[] Texts(RetryAfterRule rule) => rule.Form switch
    {
        RetryAfterForm.Standard when rule.HeaderName is not null => ["17", ComeAgain.ToString("R", CultureInfo.InvariantCulture)],
        RetryAfterForm.EpochSeconds => [Epoch],
        RetryAfterForm.Iso8601 => [ComeAgain.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ComeAgain.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)],
        RetryAfterForm.SecondsOrEpoch => ["17", Epoch],
        _ => ["17"],
    };

    private static string Epoch => ComeAgain.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static ProviderReply Said(RetryAfterRule rule, string text)
    {
        var headers = new Dictionary<string, string> { ["Date"] = Answered };
        if (rule.HeaderName is { } name)
        {
            headers[name] = text;
            return ProviderReply.Json(429, "{}") with { Headers = headers };
        }

        var body = long.TryParse(text, out _) ? text : $"\"{JsonEncodedText.Encode(text)}\"";
        foreach (var member in rule.JsonPath!.Split('.').Reverse())
        {
            body = $$"""{"{{JsonEncodedText.Encode(member)}}":{{body}}}""";
        }

        return ProviderReply.Json(429, body) with { Headers = headers };
    }
}
