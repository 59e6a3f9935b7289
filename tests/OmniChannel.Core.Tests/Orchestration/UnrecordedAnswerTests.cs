using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>A provider has answered, and the store is away: the answer is nobody else's, and waits for the store.</summary>
public sealed class UnrecordedAnswerTests
{
    private int left;

    public static TheoryData<Exception> Troubles => [new StoreUnavailableException("The disk is full."), new StoreOutcomeUnknownException("The connection was lost."), new StoreConflictException("Somebody copies the file.")];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Dispatch_StoreAwayForHalfAMinute_RecordsTheAnswer(Exception trouble)
    {
        await using var shop = await OpenAsync(trouble);
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });
        left = 30;

        await GoOnUntilAsync(shop, shop.DispatchAsync().AsTask());

        Assert.Equal((DeliveryStatus.Accepted, 1), ((await shop.ReportAsync(delivery)).Status, shop.Mail.Given.Count));
        Assert.DoesNotContain("attempt.unknown", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhileAnAnswerWaits_SaysWhy()
    {
        await using var shop = await OpenAsync(new StoreUnavailableException("The disk is full."));
        await shop.QueueAsync();
        left = 30;
        var dispatching = shop.DispatchAsync().AsTask();
        while ((await shop.Runtime.CheckHealthAsync(Shop.Stop)).StoreProblem is not { } problem || !problem.Contains("full", StringComparison.Ordinal))
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await GoOnUntilAsync(shop, dispatching);
    }

    /// <summary>Once its claim has run out somebody else may have it, who knows of a call without an answer.</summary>
    [Fact]
    public async Task Dispatch_StoreAwayForLongerThanTheClaim_LeavesTheDoubt()
    {
        await using var shop = await OpenAsync(new StoreUnavailableException("The disk is full."));
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });
        left = int.MaxValue;
        await GoOnUntilAsync(shop, shop.DispatchAsync().AsTask());
        left = 0;
        shop.Clock.Advance(TimeSpan.FromMinutes(2));

        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Unknown, 1), ((await shop.ReportAsync(delivery)).Status, shop.Mail.Given.Count));
    }

    [Fact]
    public async Task Stop_WhileAnAnswerWaits_EndsInTime()
    {
        await using var shop = await OpenAsync(new StoreUnavailableException("The disk is full."), setup => setup.Options.StopTimeout = TimeSpan.FromSeconds(5));
        await shop.QueueAsync();
        left = int.MaxValue;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        while (shop.Mail.Given.Count == 0)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stop.CancelAsync();
        var asked = shop.Clock.GetUtcNow();
        await GoOnUntilAsync(shop, running);

        Assert.InRange(shop.Clock.GetUtcNow() - asked, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7));
    }

    private Task<Shop> OpenAsync(Exception trouble, Action<OmniChannelSetup>? change = null) => Shop.OpenAsync(setup =>
    {
        setup.OnFailpoint = name =>
        {
            if (name == Failpoints.OutcomeBeforeCommit && Volatile.Read(ref left) > 0 && Interlocked.Decrement(ref left) >= 0)
            {
                throw trouble;
            }
        };
        change?.Invoke(setup);
    });

    /// <summary>The clock goes on only to the end of a pause.</summary>
    private static async Task GoOnUntilAsync(Shop shop, Task done)
    {
        while (!done.IsCompleted)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            if (shop.Clock.NextTimer - shop.Clock.GetUtcNow() is { } rest && rest <= TimeSpan.FromSeconds(1))
            {
                shop.Clock.Advance(rest);
            }

            await Task.WhenAny(done, Task.Run(static () => { }, Shop.Stop));
        }

        await done;
    }
}
