using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Delivery;

/// <summary>An account whose provider takes several messages in one call: who is ready while a call is under way shares the next, and each has an outcome of its own.</summary>
public sealed class BatchCallsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Send_WhileACallIsUnderWay_SharesTheNextAndEachHasItsOwnOutcome()
    {
        var house = new PrintingHouse();
        var calls = Calls();

        var first = calls.SendAsync(house, Message(0), false, false).AsTask();
        await house.Busy.Task;
        var others = Enumerable.Range(1, 3).Select(number => calls.SendAsync(house, Message(number), false, false).AsTask()).ToArray();
        house.Gate.SetResult();

        Assert.Equal(AttemptResult.Accepted, (await first).Outcome.Result);
        Assert.Equal(
            [AttemptOutcome.Accepted("p1"), AttemptOutcome.Rejected(AttemptFault.Message, "odd", "No even number."), AttemptOutcome.Accepted("p3")],
            (await Task.WhenAll(others)).Select(one => one.Outcome));
        Assert.Equal(["d0", "d1 d2 d3"], house.Batches);
    }

    [Fact]
    public async Task Send_AnotherNumberOfOutcomes_PutsAllInDoubtAndSaysWhatIsWrong()
    {
        var house = new PrintingHouse { Drops = 1 };
        var calls = Calls();
        var first = calls.SendAsync(house, Message(1), false, false).AsTask();
        await house.Busy.Task;
        var others = Enumerable.Range(2, 2).Select(number => calls.SendAsync(house, Message(number), false, false).AsTask()).ToArray();
        house.Gate.SetResult();

        Assert.Equal(AttemptResult.Accepted, (await first).Outcome.Result);
        foreach (var (outcome, thrown) in await Task.WhenAll(others))
        {
            Assert.Equal(AttemptResult.Unknown, outcome.Result);
            Assert.Equal("PrintingHouse.SendBatchAsync returned 1 outcomes for 2 messages; return one for each, in their order.", thrown!.Message);
        }
    }

    /// <summary>Whoever waits for a call that hangs still has half of its own deadline.</summary>
    [Fact]
    public async Task Send_BehindACallThatHangs_IsMadeWithinItsOwnDeadline()
    {
        var house = new PrintingHouse();
        var calls = Calls();
        var first = calls.SendAsync(house, Message(1), false, false).AsTask();
        await house.Busy.Task;
        var second = calls.SendAsync(house, Message(3), false, false).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(15)); // half of the thirty seconds that an attempt has

        Assert.Equal(AttemptResult.Unknown, (await first).Outcome.Result);
        house.Gate.SetResult();
        Assert.Equal(AttemptResult.Accepted, (await second).Outcome.Result);
    }

    /// <summary>What nobody said anything of is in doubt, and not sent a second time.</summary>
    [Fact]
    public async Task Send_WithoutAnOutcomeForOne_PutsItInDoubtAndSendsItOnce()
    {
        var house = new PrintingHouse { SaysNothingOf = "d3" };
        var calls = Calls();
        var first = calls.SendAsync(house, Message(1), false, false).AsTask();
        await house.Busy.Task;
        var others = new[] { 3, 5 }.Select(number => calls.SendAsync(house, Message(number), false, false).AsTask()).ToArray();
        house.Gate.SetResult();

        await first;
        Assert.Equal([AttemptResult.Unknown, AttemptResult.Accepted], (await Task.WhenAll(others)).Select(one => one.Outcome.Result));
        Assert.Equal(["d1", "d3 d5"], house.Batches);
    }

    /// <summary>Behind a call that never listens: the attempt has ended in doubt by then, and the message must not go out behind its back.</summary>
    [Fact]
    public async Task Send_WhoseAttemptEndedWhileItWaited_IsNotMadeAnyMore()
    {
        var house = new PrintingHouse { IsDeaf = true };
        var calls = Calls();
        var first = calls.SendAsync(house, Message(1), false, false).AsTask();
        await house.Busy.Task;
        var second = calls.SendAsync(house, Message(3), false, false).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(31)); // the deadline, and the last word
        Assert.Equal([AttemptResult.Unknown, AttemptResult.Unknown], (await Task.WhenAll(first, second)).Select(one => one.Outcome.Result));
        house.Gate.SetResult();

        Assert.Equal(AttemptResult.Accepted, (await calls.SendAsync(house, Message(5), false, false)).Outcome.Result);
        Assert.Equal(["d1", "d5"], house.Batches);
    }

    /// <summary>The dispatcher may be run again: each run has an end of its own.</summary>
    [Fact]
    public async Task Send_InALaterRun_IsCutWithThatRun()
    {
        var house = new PrintingHouse();
        var calls = Calls();
        house.Gate.SetResult();
        using (var run = new CancellationTokenSource())
        {
            calls.Cut = run.Token;
            Assert.Equal(AttemptResult.Accepted, (await calls.SendAsync(house, Message(1), false, false)).Outcome.Result);
        }

        using var later = new CancellationTokenSource();
        calls.Cut = later.Token;
        house.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = calls.SendAsync(house, Message(3), false, false).AsTask();
        await house.Busy.Task;
        await later.CancelAsync();

        Assert.Equal(AttemptResult.Unknown, (await sending).Outcome.Result);
    }

    private AccountCalls Calls()
    {
        var settings = new DeliverySettings { AttemptDeadline = TimeSpan.FromSeconds(30) };
        return new AccountCalls(new AccountBreakers(_clock), settings, TimeSpan.FromMinutes(2), _clock, () => 0.5);
    }

    private static OutgoingMessage Message(int number) => AttemptCallTests.Outgoing with { Delivery = new DeliveryId($"d{number}") };

    /// <summary>Takes odd ones over; a call of one waits for a word.</summary>
    private sealed class PrintingHouse : IBatchChannelAdapter
    {
        public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Busy { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Batches { get; } = [];

        public int Drops { get; init; }

        public string? SaysNothingOf { get; init; }

        public bool IsDeaf { get; init; }

        public Channel Channel => Channel.Email;

        public string Account => "main";

        public int MaxBatch => 50;

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            Batches.Enqueue(message.Delivery.Value);
            if (!Gate.Task.IsCompleted)
            {
                Busy.TrySetResult();
                await Gate.Task.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
            }

            return AttemptOutcome.Accepted();
        }

        public ValueTask<IReadOnlyList<AttemptOutcome>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
        {
            Batches.Enqueue(string.Join(' ', messages.Select(one => one.Delivery.Value)));
            return new([.. messages.Skip(Drops).Select(one => one.Delivery.Value == SaysNothingOf ? null! : int.Parse(one.Delivery.Value.AsSpan(1), null) % 2 == 1
                ? AttemptOutcome.Accepted($"p{one.Delivery.Value[1..]}")
                : AttemptOutcome.Rejected(AttemptFault.Message, "odd", "No even number."))]);
        }
    }
}
