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
            var described = create(Nowhere);
            var count = described.Cases.Count;
            Expect.That(count > 0, "The description has no cases; give each row of the provider's table.");
            Expect.That(!described.SaysYesInTheBody || described.Cases.Any(one => one.Reply.Status is >= 200 and < 300 && one.Result is not AttemptResult.Accepted), "The provider says yes by its body, and the description has no success that means something else.");
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
            if (create(Nowhere).IdempotencyKey is null)
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
