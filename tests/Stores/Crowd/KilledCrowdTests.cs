using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Senders and dispatchers in processes of their own over one store, killed at random: nothing is lost, and nothing doubled beyond what each message's promise allows.</summary>
public sealed class KilledCrowdTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Dispatchers = 3;
    private readonly TestStore _at = new();
    private readonly CrowdWitness _witness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A hundred over each of the two stores: two hundred in all.</summary>
    [Fact(Timeout = 900_000)]
    public Task Kill_AHundredTimes_KeepsEveryPromise() => RunAsync(kills: 100, seed: 20_261_122);

    [Fact(Timeout = 3_600_000)]
    public Task Kill_AThousandTimes_KeepsEveryPromise()
    {
        Needs.LongRun();
        return RunAsync(kills: 1_000, seed: (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    }

    public async ValueTask DisposeAsync()
    {
        await _witness.DisposeAsync();
        await _at.DisposeAsync();
    }

    private async Task RunAsync(int kills, uint seed)
    {
        using var mail = new MailWitness();
        await using var store = TestStore.At(_at.Place);
        await using var runtime = await CrowdWorker.StartAsync(store, _at.Place, _witness.Url, mail.Port);
        for (var number = 0; number < CrowdMessage.Kinds * CrowdMessage.CustomersOfAKind; number++)
        {
            await runtime.SaveAsync(new CrowdMessage(number).Profile, Token);
        }

        using var crowd = new CrowdOfProcesses(_at.Place, _witness, mail, Token);
        crowd.Start(senders: 1, Dispatchers);
        var chance = seed;
        while (crowd.Kills < kills)
        {
            chance = (chance * 1_664_525) + 1_013_904_223;
            await crowd.ArrivalsAsync(1 + (int)((chance >> 24) % 8));
            await crowd.KillAsync((int)(chance >> 16) & 0xff);
        }

        await crowd.EndSendingAsync();
        await SettleAsync(runtime, crowd);
        await crowd.EndDispatchingAsync();
        await runtime.DispatchDueAsync(Token);
        await JudgeAsync(runtime, crowd, mail.Copies(), seed);
    }

    /// <summary>The dispatchers that are left finish everything: what the killed ones had claimed too, when their leases end.</summary>
    private static async Task SettleAsync(OmniChannelRuntime runtime, CrowdOfProcesses crowd)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        foreach (var (number, delivery) in crowd.Answered)
        {
            while (new CrowdMessage(number).Kind != CrowdKind.RolledBack && (await runtime.FindDeliveryAsync(delivery, Token))!.Status == DeliveryStatus.Queued)
            {
                await look.WaitForNextTickAsync(Token);
            }
        }
    }

    private async Task JudgeAsync(OmniChannelRuntime runtime, CrowdOfProcesses crowd, IReadOnlyDictionary<int, int> mailed, uint seed)
    {
        var verdict = await CrowdVerdict.ReadAsync(runtime, crowd, _witness, mailed, Token);
        output.WriteLine($"seed {seed}: {verdict}");
        Assert.Empty(verdict.Wrong);
        if (await CarriedEvents.TakeAsync(_at.Place, Token) is { } carried)
        {
            // Other services were told of every message that was queued, and of none that was rolled back.
            Assert.Equal([.. crowd.Answered.Where(one => new CrowdMessage(one.Key).Kind is not (CrowdKind.RolledBack or CrowdKind.OptedOut)).Select(one => one.Value).Except(carried)], Array.Empty<DeliveryId>());
            Assert.Empty(crowd.Answered.Where(one => new CrowdMessage(one.Key).Kind == CrowdKind.RolledBack).Select(one => one.Value).Intersect(carried));
        }

        // A kill leaves in doubt what its process had called and not recorded; what others had begun before it, the next kills may cut.
        Assert.True(verdict.Doubts <= crowd.KilledDispatchers.Count * CrowdWorker.Calls, $"{verdict.Doubts} attempts in doubt.");
        Assert.True(verdict.MostDoubtsOfAKill <= Dispatchers * CrowdWorker.UnderWay, $"{verdict.MostDoubtsOfAKill} attempts were left in doubt by one kill.");
        Assert.True(verdict.NeverCame * 10 <= verdict.AtMostOnce, $"Of {verdict.AtMostOnce} that were promised at most once {verdict.NeverCame} never came.");
        Assert.Empty(_witness.Numbers.Concat(mailed.Keys).Except(crowd.Answered.Keys));
        Assert.NotEmpty(crowd.LeftInTime);
        Assert.True(crowd.KilledDispatchers.Count > crowd.Kills / 2 && crowd.KilledDispatchers.Count < crowd.Kills, "Both sorts of process were to be killed.");
        Assert.All(Enum.GetValues<CrowdKind>(), kind => Assert.Contains(crowd.Answered.Keys, number => new CrowdMessage(number).Kind == kind));
    }
}
