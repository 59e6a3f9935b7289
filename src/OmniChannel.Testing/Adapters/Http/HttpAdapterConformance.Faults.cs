using OmniChannel.Delivery;

namespace OmniChannel.Testing;

public static partial class HttpAdapterConformance
{
    private const string LongProblem = """{"error":{"message":"There is more to say about this than comes","code":"some-code-of-theirs"},"errors":[{"message":"and more","field":"to"}],"code":1}""";

    private static readonly string[] WrongTypes = ["image/png", "text/html; charset=klingon", "nonsense"];

    private static (AttemptResult, AttemptFault)[] ByStatus400 => [(AttemptResult.Rejected, AttemptFault.Message), (AttemptResult.NotSent, AttemptFault.Account), (AttemptResult.NotSent, AttemptFault.Provider)];

    private static IEnumerable<ConformanceCase<Func<Uri, HttpAdapterUnderTest>>> Faults() =>
    [
        Broken("Send_504_IsUnknown", "A gateway that passed the request on and heard nothing knows no more than we do.", _ => Html(504), (AttemptResult.Unknown, AttemptFault.Provider)),
        Broken("Send_500_IsNotSent", "A provider that failed gets the message again.", _ => Html(500), (AttemptResult.NotSent, AttemptFault.Provider)),
        Broken("Send_502WithHtml_IsNotSent", "A page of HTML instead of JSON is no exception.", _ => Html(502), (AttemptResult.NotSent, AttemptFault.Provider)),
        Broken("Send_503WithEmptyBody_IsNotSent", "An empty body instead of JSON is no exception.", _ => new ProviderReply { Status = 503 }, (AttemptResult.NotSent, AttemptFault.Provider)),
        Broken("Send_500WithDeepJson_IsNotSent", "JSON that is thousands of levels deep is no exception.", _ => new ProviderReply { Status = 500, Body = new string('[', 20_000) }, (AttemptResult.NotSent, AttemptFault.Provider)),
        Broken("Send_400WithOddJson_IsAnOutcome", "JSON of another shape is no exception: the status says what it means, and it is not the recipient's fault.", _ => ProviderReply.Json(400, """{"error":[{"code":[]}],"errors":"no","messages":{"status":{}},"code":{},"ok":3}"""), ByStatus400),
        Broken("Send_400CutOff_IsAnOutcome", "A refusal whose body breaks off is still a refusal: the status says what it means, and it is not the recipient's fault.", _ => ProviderReply.Json(400, LongProblem) with { End = ReplyEnd.CutOff }, ByStatus400),
        Case("Send_429CutOff_IsNotSentAndWaits", "Too many requests, in an answer whose body breaks off: not sent, after the wait that the header asks for.", async (create, token) =>
        {
            var reply = ProviderReply.Json(429, LongProblem) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "17" }, End = ReplyEnd.CutOff };
            var exchange = await ExchangeAsync(create, _ => reply, token).ConfigureAwait(false);
            Is(exchange, "429 with a body that is cut off", AttemptResult.NotSent, AttemptFault.Provider, AttemptFault.Account);
            Expect.Equal(TimeSpan.FromSeconds(17), exchange.Outcome.RetryAfter, "The wait");
        }),
        Case("Send_YesThatCannotBeRead_IsNoYes", "A success whose body is cut off, is a page of HTML or is empty leaves in doubt what happened; only where status and headers say it all may it be a yes.", async (create, token) =>
        {
            IsYesOrDoubt(await ExchangeAsync(create, subject => subject.Good with { Body = subject.Good.Body + (subject.SaysYesInTheBody ? "" : LongProblem), End = ReplyEnd.CutOff }, token).ConfigureAwait(false), "a success whose body is cut off");
            IsYesOrDoubt(await ExchangeAsync(create, subject => Html(subject.Good.Status) with { Headers = subject.Good.Headers }, token).ConfigureAwait(false), "a success with a page of HTML");
            IsYesOrDoubt(await ExchangeAsync(create, subject => Html(subject.Good.Status), token).ConfigureAwait(false), "a success with a page of HTML, and no header of the provider's");
            IsYesOrDoubt(await ExchangeAsync(create, subject => subject.Good with { Body = "" }, token).ConfigureAwait(false), "a success with no body");
        }),
        Case("Send_WrongContentType_IsJudgedByTheBody", "What an answer calls its body does not matter: a yes is a yes or doubt, a refusal stays one.", async (create, token) =>
        {
            foreach (var type in WrongTypes)
            {
                var good = await ExchangeAsync(create, subject => subject.Good with { ContentType = type }, token).ConfigureAwait(false);
                Expect.That(good.Outcome.Result is AttemptResult.Accepted or AttemptResult.Unknown, $"The good answer as {type} is {good.Outcome.Result} {good.Outcome.Fault} ({good.Outcome.Detail}).");
                var bad = await ExchangeAsync(create, _ => ProviderReply.Json(500, LongProblem) with { ContentType = type }, token).ConfigureAwait(false);
                Is(bad, $"500 as {type}", AttemptResult.NotSent, AttemptFault.Provider);
            }
        }),
    ];

    private static ConformanceCase<Func<Uri, HttpAdapterUnderTest>> Broken(string name, string promise, Func<HttpAdapterUnderTest, ProviderReply> reply, params (AttemptResult Result, AttemptFault Fault)[] expected) => Case(name, promise, async (create, token) =>
    {
        var exchange = await ExchangeAsync(create, reply, token).ConfigureAwait(false);
        var outcome = exchange.Outcome;
        Expect.That(expected.Contains((outcome.Result, outcome.Fault)), $"It is {outcome.Result} by the {outcome.Fault}'s fault ({outcome.Code} {outcome.Detail}); expected {string.Join(" or ", expected.Select(one => $"{one.Result} by the {one.Fault}'s"))}.");
        Expect.Equal(1, exchange.Requests.Count, "The number of requests: an attempt repeats nothing by itself");
    });
}
