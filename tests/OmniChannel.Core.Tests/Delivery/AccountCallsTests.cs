using OmniChannel.Delivery;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.Delivery;

/// <summary>What stands around one attempt: quick retries of what was not sent, the room an account has, the deadline.</summary>
public sealed class AccountCallsTests
{
    private static readonly AttemptOutcome Refused = AttemptOutcome.NotSent(AttemptFault.Provider, null, "No connection to the endpoint.");
    private readonly ManualClock _clock = new();

    public static TheoryData<string, AttemptOutcome> NotRepeated => new()
    {
        { "accepted", AttemptOutcome.Accepted() },
        { "in doubt", AttemptOutcome.Unknown("Silence.") },
        { "recipient", AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "No.") },
        { "account", AttemptOutcome.NotSent(AttemptFault.Account, "401", "Key.") },
        { "asked to wait", AttemptOutcome.NotSent(AttemptFault.Provider, "429", "Later.", TimeSpan.FromMinutes(1)) },
    };

    [Fact]
    public async Task Send_WhatWasNotSent_IsRepeatedWithinSeconds()
    {
        var adapter = new ScriptedAdapter(Channel.Email);
        adapter.Answers(Refused, Refused, AttemptOutcome.Accepted());
        var start = _clock.GetUtcNow();

        var (outcome, _) = await EndAsync(Calls(new()).SendAsync(adapter, AttemptCallTests.Outgoing, true, true));

        Assert.Equal((AttemptResult.Accepted, 3), (outcome.Result, adapter.Given.Count));
        Assert.InRange(_clock.GetUtcNow() - start, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [MemberData(nameof(NotRepeated))]
    public async Task Send_OfEverythingElse_IsOneCall(string what, AttemptOutcome answer)
    {
        var adapter = new ScriptedAdapter(Channel.Email);
        adapter.Answers(answer);

        var (outcome, _) = await EndAsync(Calls(new()).SendAsync(adapter, AttemptCallTests.Outgoing, true, true));

        Assert.True(adapter.Given.Count == 1 && outcome == answer, what);
    }

    [Fact]
    public async Task Send_WhereAnotherAccountCanSend_IsOneCall()
    {
        var adapter = new ScriptedAdapter(Channel.Email);
        adapter.Answers(Refused);

        await Calls(new()).SendAsync(adapter, AttemptCallTests.Outgoing, true, false);

        Assert.Single(adapter.Given);
    }

    /// <summary>Between two calls nothing is in doubt: the deadline there says not sent.</summary>
    [Fact]
    public async Task Send_WhenTheDeadlineComesBetweenTwoCalls_WasNotSent()
    {
        var adapter = new ScriptedAdapter(Channel.Email);
        adapter.Answers(Refused);
        var sending = Calls(new() { AttemptDeadline = TimeSpan.FromMilliseconds(1) }).SendAsync(adapter, AttemptCallTests.Outgoing, true, true).AsTask();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(AttemptResult.NotSent, (await sending).Outcome.Result);
        Assert.Single(adapter.Given);
    }

    [Fact]
    public async Task TryEnter_BeyondTheAccountsRoom_IsRefusedUntilACallEnds()
    {
        var settings = new DeliverySettings();
        settings.Accounts["Email/Default"] = new AccountLimits { MaxConcurrent = 2 };
        var answer = new TaskCompletionSource<AttemptOutcome>();
        var adapter = new ScriptedAdapter(Channel.Email) { Answer = (_, _) => new(answer.Task) };
        var calls = Calls(settings);
        Assert.True(calls.TryEnter(Channel.Email, "default", true) && calls.TryEnter(Channel.Email, "default", true));
        var under = calls.SendAsync(adapter, AttemptCallTests.Outgoing, true, false).AsTask();

        Assert.False(calls.TryEnter(Channel.Email, "default", true));
        Assert.True(calls.TryEnter(Channel.Email, "other", true));
        calls.Leave(Channel.Email, "default", true);
        Assert.True(calls.TryEnter(Channel.Email, "default", true));
        Assert.False(calls.TryEnter(Channel.Email, "default", true));
        answer.SetResult(AttemptOutcome.Accepted());
        await under;

        Assert.True(calls.TryEnter(Channel.Email, "default", true));
    }

    /// <summary>A campaign leaves a quarter of the room, at least one call, to what is urgent; what is urgent may have all of it.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(12, 9)]
    public void TryEnter_ByACampaign_LeavesRoomForWhatIsUrgent(int most, int usual)
    {
        var settings = new DeliverySettings();
        settings.Accounts["email/default"] = new AccountLimits { MaxConcurrent = most };
        var calls = Calls(settings);

        Assert.Equal(usual, Enumerable.Range(0, 20).Count(_ => calls.TryEnter(Channel.Email, "default", false)));
        Assert.Equal(most - usual, Enumerable.Range(0, 20).Count(_ => calls.TryEnter(Channel.Email, "default", true)));
        calls.Leave(Channel.Email, "default", most > usual);
        Assert.Equal(most == usual, calls.TryEnter(Channel.Email, "default", false));
    }

    private AccountCalls Calls(DeliverySettings settings) => new(new AccountBreakers(_clock), settings, TimeSpan.FromMinutes(2), _clock, () => 0.5);

    /// <summary>Lets the clock run until the call is over.</summary>
    private async Task<(AttemptOutcome Outcome, Exception? Thrown)> EndAsync(ValueTask<(AttemptOutcome Outcome, Exception? Thrown)> sending)
    {
        var task = sending.AsTask();
        while (!task.IsCompleted)
        {
            if (_clock.NextTimer is { } next && next - _clock.GetUtcNow() < TimeSpan.FromSeconds(30))
            {
                _clock.SetUtcNow(next);
            }

            await Task.Yield();
        }

        return await task;
    }
}
