using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A process killed while it collects messages or takes one on to its next channel, and run again: every message is sent, none twice, and the timeline says each step once.</summary>
public sealed class KilledStepsTests : IAsyncDisposable
{
    private readonly TestStore at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The first message begins the digest, the later ones join it. With how many the provider had sent at that death.</summary>
    public static TheoryData<string, int, int> DigestPlaces => new()
    {
        { Failpoints.SendBeforeCommit, 1, 0 },
        { Failpoints.SendAfterCommit, 1, 0 },
        { Failpoints.SendBeforeCommit, 2, 0 },
        { Failpoints.SendAfterCommit, 2, 0 },
        { Failpoints.DispatchClaimed, 1, 0 },
        { Failpoints.AttemptBeforeCommit, 1, 0 },
        { Failpoints.AttemptBeforeCall, 1, 0 },
        { Failpoints.AttemptAfterCall, 1, 1 },
        { Failpoints.OutcomeBeforeCommit, 1, 1 },
        { Failpoints.OutcomeAfterCommit, 1, 1 },
    };

    /// <summary>The first visit is the push's, the second the e-mail's. With how many pushes and e-mails were sent at that death.</summary>
    public static TheoryData<string, int, int, int> StepPlaces => new()
    {
        { Failpoints.SendBeforeCommit, 1, 0, 0 },
        { Failpoints.SendAfterCommit, 1, 0, 0 },
        { Failpoints.DispatchClaimed, 1, 0, 0 },
        { Failpoints.AttemptBeforeCommit, 1, 0, 0 },
        { Failpoints.AttemptBeforeCall, 1, 0, 0 },
        { Failpoints.AttemptAfterCall, 1, 1, 0 },
        { Failpoints.OutcomeBeforeCommit, 1, 1, 0 },
        { Failpoints.OutcomeAfterCommit, 1, 1, 0 },
        { Failpoints.StepBeforeCommit, 1, 1, 0 },
        { Failpoints.DispatchClaimed, 2, 1, 0 },
        { Failpoints.AttemptBeforeCommit, 2, 1, 0 },
        { Failpoints.AttemptBeforeCall, 2, 1, 0 },
        { Failpoints.AttemptAfterCall, 2, 1, 1 },
        { Failpoints.OutcomeBeforeCommit, 2, 1, 1 },
        { Failpoints.OutcomeAfterCommit, 2, 1, 1 },
    };

    /// <summary>Of the records the profile is the first, the purchase the second; the step ends instead of going on.</summary>
    public static TheoryData<string, int> BoughtPlaces => new()
    {
        { Failpoints.OutcomeBeforeCommit, 1 },
        { Failpoints.RecordBeforeCommit, 2 },
        { Failpoints.StepBeforeCommit, 1 },
    };

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(DigestPlaces))]
    public async Task Kill_WhileCollecting_SendsEveryMessageOnceInOneDigest(string failpoint, int visit, int sent)
    {
        await DieAsync($"digest:{failpoint};{visit}");
        Assert.Equal(sent, Errand.ProviderBeside(at.Place).Sent.Count);

        await DigestErrand.DoAsync(at.Place, TimeSpan.FromMinutes(failpoint.StartsWith("send", StringComparison.Ordinal) ? 3 : 63));

        Assert.Equal(["anna@example.com", "a;b;c;"], Assert.Single(Errand.ProviderBeside(at.Place).Sent).Split('\n')[..2]);
        await using var store = TestStore.At(at.Place);
        await using var runtime = await DigestErrand.StartAsync(store, new ManualClock(Errand.Noon.AddHours(9)), at.Place);
        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
        Assert.Equal("attempt.accepted 1, message.collected 2, message.queued 1", await ToldAsync(runtime, "message.collected", "message.queued", "attempt.accepted"));
    }

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(StepPlaces))]
    public async Task Kill_OnTheWayFromPushToEmail_SendsEachOnce(string failpoint, int visit, int pushes, int mails)
    {
        await DieAsync($"steps:unseen;{failpoint};{visit}");
        Assert.Equal((pushes, mails), Sent());

        await StepsErrand.DoAsync(at.Place, buys: false, TimeSpan.FromMinutes(visit == 1 && failpoint != Failpoints.StepBeforeCommit ? 3 : 38));

        await AssertAsync((1, 1), "attempt.accepted 2, message.queued 2, message.stepped-up 1");
    }

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(BoughtPlaces))]
    public async Task Kill_WhereTheCustomerBought_StopsAfterThePush(string failpoint, int visit)
    {
        await DieAsync($"steps:bought;{failpoint};{visit}");
        Assert.Equal((1, 0), Sent());

        await StepsErrand.DoAsync(at.Place, buys: true, TimeSpan.FromMinutes(failpoint == Failpoints.StepBeforeCommit ? 38 : 8));

        await AssertAsync((1, 0), "attempt.accepted 1, message.queued 1, message.step-up-ended 1");
    }

    public ValueTask DisposeAsync() => at.DisposeAsync();

    private (int Pushes, int Mails) Sent() => (StepsErrand.PushBeside(at.Place).Sent.Count, Errand.ProviderBeside(at.Place).Sent.Count);

    private async Task AssertAsync((int, int) sent, string told)
    {
        await using var store = TestStore.At(at.Place);
        await using var runtime = await StepsErrand.StartAsync(store, new ManualClock(Errand.Noon.AddHours(9)), at.Place);
        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
        Assert.Equal(sent, Sent());
        Assert.Equal(told, await ToldAsync(runtime, "message.queued", "attempt.accepted", "message.stepped-up", "message.step-up-ended"));
    }

    /// <summary>How often the timeline says what, of what is asked for.</summary>
    private static async Task<string> ToldAsync(OmniChannelRuntime runtime, params string[] asked)
    {
        var types = new List<string>();
        await foreach (var entry in runtime.ReadTimelineAsync(Errand.Anna, Token))
        {
            types.Add(entry.Type);
        }

        return string.Join(", ", types.Where(asked.Contains).CountBy(type => type).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));
    }

    /// <summary>Runs the errand in a child, which is to die.</summary>
    private async Task DieAsync(string work)
    {
        using var child = ChildProcess.Start(work, at.Place);
        Assert.False((await child.ReadToEndAsync(Token)).Contains("done", StringComparison.Ordinal), "The process was to die there, and finished.");
        Assert.Equal(137, await child.ExitAsync(Token));
    }
}
