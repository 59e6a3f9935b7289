using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Testing;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Delivery.Http;

/// <summary>What an answer that came means, each over a real socket.</summary>
public sealed class HttpAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, AttemptResult.Accepted, AttemptFault.None)]
    [InlineData(202, AttemptResult.Accepted, AttemptFault.None)]
    [InlineData(301, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(400, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(401, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(402, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(403, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(404, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(408, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(410, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(422, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(425, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(429, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(500, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(502, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(503, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(504, AttemptResult.Unknown, AttemptFault.Provider)]
    [InlineData(599, AttemptResult.NotSent, AttemptFault.Provider)]
    public async Task Send_ByStatus_HasItsOutcome(int status, AttemptResult result, AttemptFault fault)
    {
        await using var server = Answering(Answer(status, "<html><body><h1>Said the gateway</h1></body></html>", "Content-Type: text/html"));

        var (outcome, _) = await SendAsync(server);

        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(308)]
    public async Task Send_ToAnEndpointOfTheRecipient_ThatIsNotThere_RejectsTheRecipient(int status)
    {
        await using var server = Answering(Answer(status));

        var (outcome, _) = await SendAsync(server, TestHttpAdapter.Settings with { EndpointOwner = EndpointOwner.Recipient });

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public async Task Send_WhenRedirected_DoesNotFollow()
    {
        await using var elsewhere = Answering(Answer(200));
        await using var server = Answering(Answer(307, "", $"Location: {elsewhere.Url}"));

        var (outcome, _) = await SendAsync(server);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Send_ByAClientThatFollowsRedirects_IsNoticed()
    {
        await using var elsewhere = Answering(Answer(200));
        await using var server = Answering(Answer(307, "", $"Location: {elsewhere.Url}"));
        using var client = new HttpClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, TimeProvider.System, server.Url);

        var outcome = await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken);

        Assert.Equal(AttemptResult.Unknown, outcome.Result);
        Assert.Contains("EgressGate", outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After: 120", 120)]
    [InlineData("Retry-After: Sat, 21 Nov 2026 10:01:30 GMT", 90)]
    [InlineData("Retry-After: Saturday, 21-Nov-26 10:01:30 GMT", 90)]
    [InlineData("Retry-After: Sat Nov 21 10:01:30 2026", 90)]
    [InlineData("Retry-After: 99999999999999999999", 3600)]
    [InlineData("Retry-After: 86400", 3600)]
    [InlineData("Retry-After: Fri, 31 Dec 2100 00:00:00 GMT", 3600)]
    [InlineData("Retry-After: Sat, 21 Nov 2026 09:00:00 GMT", null)]
    [InlineData("Retry-After: 0", null)]
    [InlineData("Retry-After: -5", null)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("Retry-After: 1.5", null)]
    [InlineData("Retry-After:", null)]
    [InlineData("X-Nothing: 1", null)]
    public async Task Send_When429_ReadsTheDialect(string header, int? seconds)
    {
        await using var server = Answering(Answer(429, "", header));

        var (outcome, _) = await SendAsync(server);

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, outcome.RetryAfter);
    }

    [Fact]
    public async Task Send_WhenTheServersClockIsAnHourAhead_MeasuresItsDateByItsOwnClock()
    {
        await using var server = Answering(Answer(503, "", "Date: Sat, 21 Nov 2026 11:00:00 GMT", "Retry-After: Sat, 21 Nov 2026 11:00:30 GMT"));

        var (outcome, _) = await SendAsync(server);

        Assert.Equal(TimeSpan.FromSeconds(30), outcome.RetryAfter);
    }

    [Fact]
    public async Task Send_WhenTheBodyIsOverTheLimit_ReadsNoMore()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + new string('a', 101));
            await exchange.HangAsync();
        });

        var (outcome, answer) = await SendAsync(server, TestHttpAdapter.Settings with { MaxAnswerBytes = 100 });

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Equal((100, false), (answer!.Body.Length, answer.IsBodyComplete));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Send_WhenTheBodyIsJustTheLimit_KnowsWhetherItIsWhole(int length, bool whole)
    {
        await using var server = Answering(Answer(200, new string('a', length)));
        await using var unsized = Answering("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('a', length));

        foreach (var each in new[] { server, unsized })
        {
            var (_, answer) = await SendAsync(each, TestHttpAdapter.Settings with { MaxAnswerBytes = 100 });

            Assert.Equal((100, whole), (answer!.Body.Length, answer.IsBodyComplete));
        }
    }

    [Fact]
    public async Task Send_WhenTheBodyDripsPastTheTimeout_GoesByTheStatus()
    {
        var clock = new ManualClock(Now);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await exchange.WriteAsync("HTTP/1.1 422 No\r\nContent-Length: 100\r\n\r\n{\"why\":");
            clock.Advance(TestHttpAdapter.Settings.Timeout);
            await exchange.HangAsync();
        });

        var (outcome, _) = await SendAsync(server, time: clock);

        // The clock may run out before the client has looked at the status: then nobody knows. Accepted it never is.
        Assert.True(outcome is { Result: AttemptResult.Rejected, Code: "422" } or { Result: AttemptResult.Unknown }, outcome.ToString());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":\"ab")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id\":\"ab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"id\":\"ab\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task Send_WhenTheJsonIsNotThere_IsUnknown(string answer)
    {
        await using var server = Answering(answer);

        var (outcome, _) = await SendAsync(server, readsJson: true);

        Assert.Equal(AttemptResult.Unknown, outcome.Result);
    }

    [Fact]
    public async Task Send_WhenSuccessMeansNo_TheAdapterSaysSo()
    {
        await using var server = Answering(Answer(200, "{\"ok\":false}"));

        var (outcome, answer) = await SendAsync(server, readsJson: true);

        Assert.Equal((AttemptResult.Rejected, "no-id"), (outcome.Result, outcome.Code));
        Assert.Equal("{\"ok\":false}", Encoding.UTF8.GetString(answer!.Body.Span));
    }

    [Fact]
    public async Task Send_WhenAccepted_GivesTheProvidersIdAndHeaders()
    {
        await using var server = Answering(Answer(200, "{\"id\":\"m-1\"}", "X-Message-Id: 7", "Content-Type: application/json"));

        var (outcome, answer) = await SendAsync(server, readsJson: true);

        Assert.Equal("m-1", outcome.ProviderMessageId);
        Assert.Equal(("7", "application/json", null), (answer!.Header("x-message-id"), answer.Header("Content-Type"), answer.Header("X-None")));
        Assert.Equal("Hello", Encoding.UTF8.GetString(Assert.Single(server.Requests).Body));
    }

    private static async Task<(AttemptOutcome Outcome, HttpAnswer? Answer)> SendAsync(
        ScriptedHttpServer server, HttpChannelSettings? settings = null, TimeProvider? time = null, bool readsJson = false)
    {
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(settings ?? TestHttpAdapter.Settings, client, time ?? new ManualClock(Now), server.Url) { ReadsJson = readsJson };
        var outcome = await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken);
        return (outcome, adapter.LastAnswer);
    }
}
