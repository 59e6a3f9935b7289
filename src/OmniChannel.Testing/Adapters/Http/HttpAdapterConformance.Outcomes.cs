using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private static readonly int[] AccountStatuses = [401, 403];
    private static readonly int[] Redirects = [301, 302, 307, 308];
    private static readonly string[] Keys = ["key-1", "key-1", "key-2"];

    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Outcomes() =>
    [
        Case("Send_Good_IsAcceptedWithTheProvidersId", "What the provider takes over is Accepted, in one request, under the provider's identifier.", async (create, token) =>
        {
            var exchange = await ExchangeAsync(create, subject => subject.Good, token).ConfigureAwait(false);
            Is(exchange, "the good answer", AttemptResult.Accepted, AttemptFault.None);
            Expect.Equal(exchange.Subject.GoodId, exchange.Outcome.ProviderMessageId, "The provider's identifier");
            Expect.Equal(1, exchange.Requests.Count, "The number of requests");
        }),
        Case("Send_EveryCase_MeansWhatTheTableSays", "Each answer of the provider means what its page says: whose fault it is, and whether it is final.", async (create, token) =>
        {
            var count = create(new Uri("http://127.0.0.1:9/")).Cases.Count;
            Expect.That(count > 0, "The description has no cases; give each row of the provider's table.");
            for (var i = 0; i < count; i++)
            {
                var at = i;
                var exchange = await ExchangeAsync(create, subject => subject.Cases[at].Reply, token).ConfigureAwait(false);
                var expected = exchange.Subject.Cases[at];
                Is(exchange, $"case '{expected.Name}'", expected.Result, expected.Fault);
                Expect.That(expected.Code is null || expected.Code == exchange.Outcome.Code, $"The code of case '{expected.Name}': expected {expected.Code}, found {exchange.Outcome.Code}.");
                Expect.That(expected.RetryAfter is null || expected.RetryAfter == exchange.Outcome.RetryAfter, $"The wait of case '{expected.Name}': expected {expected.RetryAfter}, found {exchange.Outcome.RetryAfter}.");
                Expect.That(exchange.Outcome.Result is AttemptResult.Accepted || !string.IsNullOrWhiteSpace(exchange.Outcome.Detail), $"Case '{expected.Name}' does not say what happened.");
            }
        }),
        Case("Send_401And403_AreTheAccountsFault", "A fault of the account is never Rejected: the message keeps, the account pauses, the next one is tried.", async (create, token) =>
        {
            foreach (var status in AccountStatuses)
            {
                var exchange = await ExchangeAsync(create, _ => Html(status), token).ConfigureAwait(false);
                Is(exchange, $"{status} with a page of HTML", AttemptResult.NotSent, AttemptFault.Account);
            }
        }),
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
        Case("Send_Redirect_IsNotFollowed", "Redirects are not followed: what is sent to one place is for that place.", async (create, token) =>
        {
            var elsewhere = new ProviderDouble(_ => new ProviderReply());
            await using (elsewhere.ConfigureAwait(false))
            {
                foreach (var status in Redirects)
                {
                    var reply = new ProviderReply { Status = status, Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address.AbsoluteUri } };
                    var exchange = await ExchangeAsync(create, _ => reply, token).ConfigureAwait(false);
                    Expect.That(exchange.Outcome.Result is AttemptResult.NotSent or AttemptResult.Rejected, $"A {status} is {exchange.Outcome.Result}; nothing was sent.");
                    Expect.That(elsewhere.Requests.IsEmpty, $"A {status} was followed.");
                }
            }
        }),
        Case("Send_SameMessage_SendsTheSameKey", "Where the provider honours an idempotency key, the same message goes out under the same one, another message under another.", async (create, token) =>
        {
            if (create(new Uri("http://127.0.0.1:9/")).IdempotencyKey is null)
            {
                return;
            }

            var keys = new List<string?>();
            foreach (var key in Keys)
            {
                var exchange = await ExchangeAsync(create, subject => subject.Good, token, message => message with { IdempotencyKey = key }).ConfigureAwait(false);
                keys.Add(exchange.Subject.IdempotencyKey!(exchange.Requests[0]));
            }

            Expect.That(!string.IsNullOrEmpty(keys[0]) && keys[0] == keys[1], $"Sent twice, a message had the keys '{keys[0]}' and '{keys[1]}'.");
            Expect.That(keys[2] != keys[0], "Two messages had one key.");
        }),
    ];

    private static ProviderReply Html(int status) => new() { Status = status, Body = "<html><body>Sorry</body></html>", ContentType = "text/html" };
}
