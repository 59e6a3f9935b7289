using OmniChannel.Delivery;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Delivery.Http;

public sealed class AnswerTableTests
{
    private static readonly AnswerTable Table = new(
        new() { Codes = ["opted-out"], Means = AnswerMeaning.OptedOut, Because = "The person opted out." },
        new() { Codes = ["nobody"], Means = AnswerMeaning.RecipientRejected, Because = "Nobody is there." },
        new() { Codes = ["text"], Means = AnswerMeaning.MessageRejected, Because = "Not this text." },
        new() { Codes = ["quota", "HTTP 404"], Means = AnswerMeaning.AccountRefused, Because = "Not this account." },
        new() { Codes = ["busy"], Means = AnswerMeaning.ComeLater, Because = "Later." },
        new() { Codes = ["known"], Means = AnswerMeaning.Accepted, Because = "It was sent already." },
        new() { Codes = ["twice"], Means = AnswerMeaning.Duplicate, Because = "It stands there." },
        new() { Codes = ["odd"], Means = AnswerMeaning.Unknown, Because = "Who knows." });

    [Theory]
    [InlineData(400, "opted-out", AttemptResult.Rejected, AttemptFault.Recipient, "opted-out")]
    [InlineData(400, "nobody", AttemptResult.Rejected, AttemptFault.Recipient, "nobody")]
    [InlineData(500, "NOBODY", AttemptResult.Rejected, AttemptFault.Recipient, "NOBODY")]
    [InlineData(403, "text", AttemptResult.Rejected, AttemptFault.Message, "text")]
    [InlineData(200, "quota", AttemptResult.NotSent, AttemptFault.Account, "quota")]
    [InlineData(400, "busy", AttemptResult.NotSent, AttemptFault.Provider, "busy")]
    [InlineData(409, "known", AttemptResult.Accepted, AttemptFault.None, null)]
    [InlineData(422, "twice", AttemptResult.Rejected, AttemptFault.Message, "twice")]
    [InlineData(200, "odd", AttemptResult.Unknown, AttemptFault.Provider, null)]
    [InlineData(404, "new", AttemptResult.NotSent, AttemptFault.Account, "new")]
    [InlineData(404, "new,nobody", AttemptResult.Rejected, AttemptFault.Recipient, "nobody")]
    [InlineData(400, "new", AttemptResult.Rejected, AttemptFault.Message, "new")]
    [InlineData(401, "new", AttemptResult.NotSent, AttemptFault.Account, "new")]
    [InlineData(503, "new", AttemptResult.NotSent, AttemptFault.Provider, "new")]
    [InlineData(200, "new", AttemptResult.NotSent, AttemptFault.Provider, "new")]
    [InlineData(400, "ann@example.com is no good", AttemptResult.Rejected, AttemptFault.Message, "400")]
    public async Task Send_Refused_MeansWhatTheFirstKnownCodeMeans(int status, string codes, AttemptResult result, AttemptFault fault, string? code)
    {
        var outcome = await SendAsync(new() { Table = Table, Says = ProviderAnswer.Refused(codes.Split(',')) }, Answer(status));

        Assert.Equal((result, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.Equal(codes == "opted-out", outcome.IsOptOut);
        Assert.Equal(codes == "twice", outcome.IsDuplicate);
    }

    [Fact]
    public async Task Send_WithTheHostsMeanings_MeansWhatTheHostSays()
    {
        var settings = TestHttpAdapter.Settings with { Meanings = new Dictionary<string, AnswerMeaning> { ["nobody"] = AnswerMeaning.MessageRejected, ["http 418"] = AnswerMeaning.ComeLater } };
        Script script = new() { Table = Table, Settings = settings, Says = ProviderAnswer.Refused("nobody") };

        Assert.Equal(AttemptFault.Message, (await SendAsync(script, Answer(400))).Fault);
        Assert.Equal(AttemptResult.NotSent, (await SendAsync(script with { Says = ProviderAnswer.Refused("new") }, Answer(418))).Result);
        Assert.Equal(AttemptFault.Account, (await SendAsync(script with { Says = ProviderAnswer.Refused("quota") }, Answer(400))).Fault);
    }

    [Theory]
    [InlineData(200, AttemptResult.Unknown)]
    [InlineData(404, AttemptResult.NotSent)]
    [InlineData(422, AttemptResult.Rejected)]
    public async Task Send_Unreadable_GoesByTheStatusUnlessItSaysYes(int status, AttemptResult result) =>
        Assert.Equal(result, (await SendAsync(new() { Table = Table, Says = ProviderAnswer.Unreadable }, Answer(status))).Result);

    [Fact]
    public async Task Send_AWaitInTheBody_IsFollowedAndCut()
    {
        Script script = new() { Table = Table, Says = ProviderAnswer.Refused("busy") with { RetryAfter = TimeSpan.FromSeconds(7) } };

        Assert.Equal(TimeSpan.FromSeconds(7), (await SendAsync(script, Answer(429, "", "Retry-After: 30"))).RetryAfter);
        Assert.Equal(TimeSpan.FromHours(1), (await SendAsync(script with { Says = ProviderAnswer.Refused("busy") with { RetryAfter = TimeSpan.FromDays(9) } }, Answer(429))).RetryAfter);
    }

    [Fact]
    public async Task Send_FollowUp_IsASecondRequestOfTheSameAttempt()
    {
        var renewed = false;
        Script script = new()
        {
            Table = Table,
            Says = ProviderAnswer.ByStatus,
            FollowUp = answer =>
            {
                renewed |= (int)answer.Status == 401;
                return (int)answer.Status == 401;
            },
        };
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await exchange.WriteAsync(Answer(renewed ? 200 : 401));
        });

        var outcome = await SendAsync(script, server);

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Send_FollowUpWithoutEnd_StopsAtThreeRequests()
    {
        await using var server = Answering(Answer(401));

        var outcome = await SendAsync(new() { Table = Table, Says = ProviderAnswer.ByStatus, FollowUp = _ => true }, server);

        Assert.Equal(AttemptFault.Account, outcome.Fault);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public void With_ACodeOfTwoRows_SaysSo() =>
        Assert.Throws<ArgumentException>(() => new AnswerTable(new AnswerRule { Codes = ["a", "A"], Means = AnswerMeaning.ComeLater, Because = "x" }));

    private static async Task<AttemptOutcome> SendAsync(Script script, string answer)
    {
        await using var server = Answering(answer);
        return await SendAsync(script, server);
    }

    private static async Task<AttemptOutcome> SendAsync(Script script, ScriptedHttpServer server)
    {
        using var client = TestHttpAdapter.OpenClient();
        return await new TableAdapter(script, client, server.Url).SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken);
    }

    private sealed record Script
    {
        public required AnswerTable Table { get; init; }

        public required ProviderAnswer Says { get; init; }

        public HttpChannelSettings Settings { get; init; } = TestHttpAdapter.Settings;

        public Predicate<HttpAnswer>? FollowUp { get; init; }
    }

    private sealed class TableAdapter(Script script, HttpClient client, Uri endpoint) : HttpChannelAdapter(script.Settings, client, TimeProvider.System)
    {
        protected override AnswerTable Answers => script.Table;

        public override AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
            new(new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(message.Content.Text) });

        protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => script.Says;

        protected override async ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken) =>
            script.FollowUp?.Invoke(answer) == true ? await BuildRequestAsync(message, cancellationToken) : (BuiltRequest?)null;
    }
}
