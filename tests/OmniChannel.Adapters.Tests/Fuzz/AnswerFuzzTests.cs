using System.Net;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Fuzz;

/// <summary>Every adapter over HTTP that keeps the contract, with spoilt answers: to the send, and to what is asked before it. Whatever comes back is an outcome, and never a yes that nobody said.</summary>
public sealed class AnswerFuzzTests
{
    private const int OfEach = 120;
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    /// <summary>The good answer and each refusal, spoilt: some are a yes and some are not, wherever the body says it.</summary>
    [Theory]
    [MemberData(nameof(HttpAdapterContract.Contracts), MemberType = typeof(HttpAdapterContract))]
    public async Task Send_ToASpoiltAnswer_IsAnOutcome(string contract)
    {
        var subject = HttpAdapterContract.Of(contract).Described(Nowhere);
        var (accepted, other, seed) = (0, 0, contract.Length);
        if (subject.Cases.All(one => one.Reply.Body.Length < 2) && subject.Good.Body.Length < 2)
        {
            return; // its status says it all
        }

        foreach (var reply in subject.Cases.Select(one => one.Reply).Prepend(subject.Good).Where(reply => reply.Body.Length > 1))
        {
            foreach (var body in Mutations.Of(reply.Body, reply == subject.Good ? 10 * OfEach : OfEach, seed++))
            {
                var outcome = await SendAsync(subject, request => subject.Preliminary(request) is { } before ? Answer(before, null) : Answer(reply, body));
                _ = outcome.Result == AttemptResult.Accepted ? accepted++ : other++;
                Assert.True(outcome.Result != AttemptResult.Accepted || reply.Status is >= 200 and < 300, $"{reply.Status} {Encoding.UTF8.GetString(body)} was taken for a yes.");
                Plain(subject, outcome);
            }
        }

        Assert.True(other > 0 && (accepted > 0 || !subject.SaysYesInTheBody), $"{accepted} accepted, {other} not: the spoilt answers are not of both kinds.");
    }

    /// <summary>A token, a session, a container, spoilt: what goes wrong before the send is never in doubt.</summary>
    [Theory]
    [MemberData(nameof(HttpAdapterContract.Contracts), MemberType = typeof(HttpAdapterContract))]
    public async Task Send_AfterASpoiltStep_IsNeverInDoubt(string contract)
    {
        var (sent, other, isAsked) = (0, 0, false);
        for (var seed = 0; seed < 150; seed++)
        {
            var subject = HttpAdapterContract.Of(contract).Described(Nowhere); // each with no token yet
            var outcome = await SendAsync(subject, request =>
            {
                var before = subject.Preliminary(request);
                isAsked |= before?.Body.Length > 1;
                return before is null ? Answer(subject.Good, null) : Answer(before, before.Body.Length > 1 ? Mutations.Of(before.Body, 1, seed).Single() : null);
            });
            _ = outcome.Result == AttemptResult.Accepted ? sent++ : other++;
            Assert.NotEqual(AttemptResult.Unknown, outcome.Result);
            Plain(subject, outcome);
            if (!isAsked)
            {
                return; // nothing is asked before its sends
            }
        }

        Assert.True(sent > 0 && other > 0, $"{sent} sent, {other} not: the spoilt steps are not of both kinds.");
    }

    private static void Plain(HttpAdapterUnderTest subject, AttemptOutcome outcome)
    {
        Assert.True(outcome.ProviderMessageId is null || !outcome.ProviderMessageId.AsSpan().ContainsAnyExceptInRange(' ', '~'));
        Assert.True(outcome.Code is null or { Length: <= 100 });
        Assert.All(subject.Secrets, secret => Assert.DoesNotContain(secret, $"{outcome.Code} {outcome.Detail}", StringComparison.Ordinal));
    }

    private static async Task<AttemptOutcome> SendAsync(HttpAdapterUnderTest subject, Func<ProviderRequest, HttpResponseMessage> answer)
    {
        var address = subject.Adapter.CheckAddress(subject.ValidAddresses[0]).Normalized!;
        DivertedCalls.By = answer;
        return await subject.Adapter.SendAsync(SampleMessage.Full with { Channel = subject.Adapter.Channel, Address = address, Content = subject.Content, CreatedAt = TimeProvider.System.GetUtcNow(), ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(2) }, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Answer(ProviderReply reply, byte[]? body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new ByteArrayContent(body ?? Encoding.UTF8.GetBytes(reply.Body)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
