using System.Collections.Concurrent;
using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Nights in which the clocks change, north and south of the equator, over every store and two nodes: what quiet hours hold goes out when they end where the customer is, once; a call that is under way while local time jumps ends as any other.</summary>
public sealed class ClockChangeTests : IAsyncDisposable
{
    private static readonly CustomerId Anna = new("anna");
    private readonly TestStore _at = new();
    private readonly ConcurrentQueue<DateTimeOffset> _given = new();
    private ManualClock _clock = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>It is quiet from 21 until the hour named, where the customer is, whatever the clocks do in that night.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("Europe/Berlin", "08:00", "2026-10-24T20:30:00Z", "2026-10-25T07:00:00Z")] // back at three: the night is an hour longer
    [InlineData("Europe/Berlin", "08:00", "2027-03-27T20:30:00Z", "2027-03-28T06:00:00Z")] // forward at two: an hour shorter
    [InlineData("Europe/Berlin", "08:00", "2026-06-15T20:30:00Z", "2026-06-16T06:00:00Z")] // a night like others
    [InlineData("Europe/Berlin", "02:30", "2026-10-24T20:30:00Z", "2026-10-25T00:30:00Z")] // half past two comes twice, and the first is late enough
    [InlineData("Europe/Berlin", "02:30", "2027-03-27T20:30:00Z", "2027-03-28T01:00:00Z")] // and here never: three o'clock is later than it
    [InlineData("America/New_York", "08:00", "2026-11-01T02:30:00Z", "2026-11-01T13:00:00Z")]
    [InlineData("America/New_York", "08:00", "2027-03-14T03:30:00Z", "2027-03-14T12:00:00Z")]
    [InlineData("Australia/Sydney", "08:00", "2027-04-03T11:30:00Z", "2027-04-03T22:00:00Z")] // autumn in April
    [InlineData("Australia/Sydney", "08:00", "2026-10-03T12:30:00Z", "2026-10-03T21:00:00Z")] // spring in October
    [InlineData("Australia/Lord_Howe", "08:00", "2027-04-03T11:30:00Z", "2027-04-03T21:30:00Z")] // half an hour back
    [InlineData("America/Santiago", "08:00", "2026-09-06T02:30:00Z", "2026-09-06T11:00:00Z")] // forward at midnight: there is no such hour
    public async Task Dispatch_OfAMessageHeldOverTheChangeOfClocks_SendsOnceWhenTheNightEnds(string zone, string until, string asked, string expected)
    {
        _clock = new ManualClock(Utc(asked));
        await using var store = TestStore.At(_at.Place);
        await using var one = await StartAsync(store, zone, new TimeOnly(21, 0), until);
        await using var other = await StartAsync(store, zone, new TimeOnly(21, 0), until);

        Assert.Equal(Utc(expected), Assert.IsType<SendResult.Deferred>(await SendAsync(one, zone)).Until);
        while (_clock.GetUtcNow() < Utc(expected).AddMinutes(-15))
        {
            await DispatchAsync(one, other);
            _clock.Advance(TimeSpan.FromMinutes(15));
        }

        _clock.SetUtcNow(Utc(expected).AddTicks(-1));
        await DispatchAsync(one, other);
        Assert.Empty(_given);

        _clock.Advance(TimeSpan.FromTicks(1));
        await DispatchAsync(one, other);
        Assert.Equal([Utc(expected)], _given);
        await EndsAsync(one, other, store);
        Assert.Single(_given);
    }

    /// <summary>The call begins before the clocks change and is answered when it is quiet by the new time: its answer counts. What was not sent waits for the end of the quiet hours like any message.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("Europe/Berlin", "03:00", "08:00", "2027-03-28T00:59:30Z", "2027-03-28T06:00:00Z", true)] // 1:59:30, then 3:00:15
    [InlineData("Europe/Berlin", "03:00", "08:00", "2027-03-28T00:59:30Z", "2027-03-28T06:00:00Z", false)]
    [InlineData("Europe/Berlin", "02:00", "02:30", "2026-10-25T00:59:30Z", "2026-10-25T01:30:00Z", true)] // 2:59:30, then 2:00:15 once more
    [InlineData("Europe/Berlin", "02:00", "02:30", "2026-10-25T00:59:30Z", "2026-10-25T01:30:00Z", false)]
    [InlineData("America/New_York", "03:00", "08:00", "2027-03-14T06:59:30Z", "2027-03-14T12:00:00Z", false)]
    [InlineData("Australia/Sydney", "02:00", "02:30", "2027-04-03T15:59:30Z", "2027-04-03T16:30:00Z", false)]
    public async Task Dispatch_OfACallDuringWhichLocalTimeJumps_EndsAsItsAnswerSays(string zone, string from, string until, string asked, string opens, bool isAccepted)
    {
        _clock = new ManualClock(Utc(asked));
        await using var store = TestStore.At(_at.Place);
        var (called, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<AttemptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var one = await StartAsync(store, zone, TimeOnly.Parse(from, CultureInfo.InvariantCulture), until, () =>
        {
            called.TrySetResult();
            return answer.Task;
        });
        await using var other = await StartAsync(store, zone, TimeOnly.Parse(from, CultureInfo.InvariantCulture), until);
        var delivery = Assert.IsType<SendResult.Queued>(await SendAsync(one, zone)).Delivery;
        var dispatching = Task.Run(async () => await one.DispatchDueAsync(Stop), Stop);
        await called.Task.WaitAsync(Stop);

        _clock.SetUtcNow(Utc(asked).AddSeconds(45)); // within the deadline of the attempt
        Assert.Equal(0, await other.DispatchDueAsync(Stop)); // it is taken, whatever the clocks on the walls show
        answer.SetResult(isAccepted ? AttemptOutcome.Accepted() : AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Later.", TimeSpan.FromSeconds(5)));
        await dispatching;

        if (!isAccepted)
        {
            Assert.Equal(DeliveryStatus.Queued, (await one.FindDeliveryAsync(delivery, Stop))!.Status);
            while (_clock.GetUtcNow() < Utc(opens))
            {
                await other.DispatchDueAsync(Stop);
                Assert.Single(_given);
                _clock.SetUtcNow(_clock.GetUtcNow().AddMinutes(5) < Utc(opens) ? _clock.GetUtcNow().AddMinutes(5) : Utc(opens));
            }
        }

        await EndsAsync(one, other, store);
        Assert.Equal(isAccepted ? [Utc(asked)] : [Utc(asked), Utc(opens)], _given);
        Assert.Equal(DeliveryStatus.Accepted, (await other.FindDeliveryAsync(delivery, Stop))!.Status);
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    /// <summary>Another day passes, and nothing is left to do.</summary>
    private async Task EndsAsync(OmniChannelRuntime one, OmniChannelRuntime other, IOmniStore store)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            await DispatchAsync(one, other);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Null(await store.NextDueAsync(TenantId.Default, Stop));
    }

    private static Task DispatchAsync(params OmniChannelRuntime[] nodes) => Task.WhenAll(nodes.Select(node => Task.Run(async () => await node.DispatchDueAsync(Stop), Stop)));

    private static async Task<SendResult> SendAsync(OmniChannelRuntime node, string zone)
    {
        await node.SaveAsync(
            new CustomerProfile { Id = Anna, TimeZone = zone, ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Utc("2026-01-01T00:00:00Z"), "form")] },
            Stop);
        return await node.SendAsync(new Message { Campaign = new CampaignId("news"), Purpose = Purpose.Marketing }, Anna, cancellationToken: Stop);
    }

    /// <summary>The host is in Berlin, wherever the customer is.</summary>
    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store, string zone, TimeOnly from, string until, Func<Task<AttemptOutcome>>? first = null)
    {
        var quiet = new QuietHours { From = from, Until = TimeOnly.Parse(until, CultureInfo.InvariantCulture), Channels = [Channel.Email] };
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = Policy.Named("night").WithoutSafeCaps().WithoutSafeQuietHours().QuietHours(quiet).OtherwiseBest(), Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "News." }] });
        setup.Adapters.Add(new Mail(_given, _clock, first));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }

    private static DateTimeOffset Utc(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>Notes when it was called, and takes everything over but the first, which its test answers.</summary>
    private sealed class Mail(ConcurrentQueue<DateTimeOffset> given, ManualClock clock, Func<Task<AttemptOutcome>>? first) : IChannelAdapter, IMarketingAccount
    {
        private Func<Task<AttemptOutcome>>? _first = first;

        public Channel Channel => Channel.Email;

        public string Account => "main";

        public bool MaySendMarketing => true;

        public Uri FallbackBaseUri => new("https://omnichannel.invalid");

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            given.Enqueue(clock.GetUtcNow());
            return Interlocked.Exchange(ref _first, null) is { } answer ? await answer().WaitAsync(cancellationToken) : AttemptOutcome.Accepted();
        }
    }
}
