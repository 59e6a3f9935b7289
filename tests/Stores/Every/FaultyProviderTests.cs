using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A provider over real sockets that answers by a seeded schedule of faults; on every store. Every message ends in a right and explained state: what it says agrees with what the provider took over.</summary>
public sealed class FaultyProviderTests : IAsyncDisposable
{
    private const int Messages = 24;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly Fault[] Often = [Fault.None, Fault.None, Fault.None, Fault.TooMany, Fault.TooManyUntil, Fault.Broken, Fault.Away, Fault.Hang, Fault.HangAfterTaking, Fault.Reset, Fault.ResetAfterTaking, Fault.HalfBody, Fault.WrongContent, Fault.Drip, Fault.DripForEver, Fault.Refuse, Fault.WrongKey];
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Noon);
    private readonly SemaphoreSlim _silent = new(0);
    private readonly ConcurrentDictionary<Fault, int> _faults = new();

    /// <summary>By message: the keys under which the provider took it over, one for each copy that a person would get.</summary>
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _taken = new();

    private enum Fault
    {
        None,
        TooMany,
        TooManyUntil,
        Broken,
        Away,
        Hang,
        HangAfterTaking,
        Reset,
        ResetAfterTaking,
        HalfBody,
        WrongContent,
        Drip,
        DripForEver,
        Refuse,
        WrongKey,
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory(Timeout = 600_000)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    public async Task Dispatch_ToAProviderThatFailsInEveryWay_EndsRightAndExplained(int seed, int concurrency)
    {
        var chance = new Random(seed);
        await using var server = new ScriptedHttpServer(exchange => AnswerAsync(exchange, Next));
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store, server.Url, concurrency);
        var asked = new List<(DeliveryId Delivery, CustomerId Customer, SendGuarantee Guarantee)>();
        for (var i = 0; i < Messages; i++)
        {
            var customer = new CustomerId($"c{i:D3}");
            var guarantee = i % 2 == 0 ? SendGuarantee.AtLeastOnce : SendGuarantee.AtMostOnce;
            asked.Add((await SendAsync(omni, customer, guarantee), customer, guarantee));
        }

        await WorkOffAsync(omni, store);

        var wrong = new List<string>();
        foreach (var (delivery, customer, guarantee) in asked)
        {
            wrong.AddRange(await ProblemsAsync(omni, delivery, customer, guarantee));
        }

        Assert.Empty(wrong);
        Assert.True(_faults.Count >= 11, $"Only {string.Join(", ", _faults.Keys)} happened.");

        Fault Next()
        {
            lock (chance)
            {
                return Often[chance.Next(Often.Length)];
            }
        }
    }

    /// <summary>A byte now and again keeps a connection busy for ever; the attempt ends all the same, by its deadline.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData(SendGuarantee.AtMostOnce, DeliveryStatus.Unknown)]
    [InlineData(SendGuarantee.AtLeastOnce, DeliveryStatus.Accepted)]
    public async Task Dispatch_ToAProviderThatDripsForEver_EndsByTheDeadlineOfTheAttempt(SendGuarantee guarantee, DeliveryStatus status)
    {
        var calls = 0;
        await using var server = new ScriptedHttpServer(exchange => AnswerAsync(exchange, () => Interlocked.Increment(ref calls) == 1 ? Fault.DripForEver : Fault.None));
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store, server.Url, 4);
        var delivery = await SendAsync(omni, new CustomerId("anna"), guarantee);

        await WorkOffAsync(omni, store);

        var report = (await omni.FindDeliveryAsync(delivery, Stop))!;
        Assert.Equal((status, status == DeliveryStatus.Unknown ? 1 : 2, 1), (report.Status, calls, _taken["anna"].Count));
        Assert.InRange(_clock.GetUtcNow() - Noon, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));
    }

    public ValueTask DisposeAsync()
    {
        _silent.Dispose();
        return _at.DisposeAsync();
    }

    private static async Task<DeliveryId> SendAsync(OmniChannelRuntime omni, CustomerId customer, SendGuarantee guarantee)
    {
        await omni.SaveAsync(new CustomerProfile { Id = customer, ContactPoints = [ContactPoint.Email($"{customer}@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-1), "form")] }, Stop);
        var sent = await omni.SendAsync(new Message { Campaign = new("news"), Purpose = Purpose.Marketing, Guarantee = guarantee, ExpiresAt = Noon.AddDays(3) }, customer, null, Stop);
        return Assert.IsType<SendResult.Queued>(sent).Delivery;
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(OmniChannelRuntime omni, DeliveryId delivery, CustomerId customer, SendGuarantee guarantee)
    {
        var report = (await omni.FindDeliveryAsync(delivery, Stop))!;
        var copies = _taken.TryGetValue(customer.Value, out var keys) ? keys.Count : 0;
        var right = report.Status switch
        {
            DeliveryStatus.Accepted => copies >= 1,
            DeliveryStatus.Rejected => guarantee == SendGuarantee.AtLeastOnce || copies == 0, // refused, be it after a doubt
            DeliveryStatus.Unknown => guarantee == SendGuarantee.AtMostOnce, // nobody can know; what was promised at least once never ends in doubt
            DeliveryStatus.Parked => guarantee == SendGuarantee.AtLeastOnce || copies == 0,
            DeliveryStatus.Expired => copies == 0,
            _ => false,
        };
        var entries = new List<TimelineEntry>();
        await foreach (var entry in omni.ReadTimelineAsync(customer, Stop))
        {
            entries.Add(entry);
        }

        var begun = entries.Select(entry => entry.BegunAt).Distinct().Count(at => at is not null);
        var ended = entries.Count(entry => entry.Type is "attempt.accepted" or "attempt.rejected" or "attempt.not-sent" or "attempt.unknown");
        var about = $"{customer} {guarantee} {report.Status} {report.Reason} with {copies} copies after {report.Attempts} attempts";
        List<string> problems = [];
        Add(!right, "the provider says otherwise");
        Add(report.Status != DeliveryStatus.Accepted && report.Reason is null, "no reason");
        Add(report.Reason?.ToString().Contains('?', StringComparison.Ordinal) == true, "a reason with a gap");
        Add(report.NextAttemptAt is not null, "it is not settled");
        Add(begun > ended || (begun == 0) != (ended == 0) || ended != report.Attempts, $"{report.Attempts} attempts, {ended} ended, begun at {begun} instants");
        Add(guarantee == SendGuarantee.AtMostOnce && copies > 1, "more than once");
        Add(keys?.Distinct().Count() > 1, "another key for the same bytes");
        return problems;

        void Add(bool isWrong, string what)
        {
            if (isWrong)
            {
                problems.Add($"{about}: {what}.");
            }
        }
    }

    /// <summary>Dispatches and lets time pass until nothing is left; when the provider falls silent, the clock runs to the end of patience.</summary>
    private async Task WorkOffAsync(OmniChannelRuntime omni, IOmniStore store)
    {
        while (await store.NextDueAsync(TenantId.Default, Stop) is { } due)
        {
            Assert.True(due < Noon.AddDays(4), "Something is left for ever.");
            _clock.SetUtcNow(due > _clock.GetUtcNow() ? due : _clock.GetUtcNow());
            var run = Task.Run(async () => await omni.DispatchDueAsync(Stop), Stop);
            while (!run.IsCompleted)
            {
                using var heard = CancellationTokenSource.CreateLinkedTokenSource(Stop);
                var silent = _silent.WaitAsync(heard.Token);
                if (await Task.WhenAny(run, silent) == silent)
                {
                    _clock.Advance(TimeSpan.FromSeconds(21));
                }

                await heard.CancelAsync();
            }

            await run;
        }
    }

    private async Task AnswerAsync(ScriptedHttpServer.Exchange exchange, Func<Fault> next)
    {
        var fault = next();
        _faults.AddOrUpdate(fault, 1, (_, count) => count + 1);
        if (fault == Fault.Reset)
        {
            await exchange.ReadHeadAsync();
            exchange.Reset();
            return;
        }

        var request = await exchange.ReadRequestAsync();
        if (fault is Fault.None or Fault.HangAfterTaking or Fault.ResetAfterTaking or Fault.HalfBody or Fault.WrongContent or Fault.Drip or Fault.DripForEver)
        {
            // This one knows repetitions: the same key is one copy.
            var keys = _taken.GetOrAdd(Encoding.UTF8.GetString(request.Body), _ => new ConcurrentQueue<string>());
            if (!keys.Contains(request.Headers["Idempotency-Key"]))
            {
                keys.Enqueue(request.Headers["Idempotency-Key"]);
            }
        }

        switch (fault)
        {
            case Fault.TooMany:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(429, "", "Retry-After: 7"));
                break;
            case Fault.TooManyUntil:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(429, "", $"Retry-After: {_clock.GetUtcNow().AddMinutes(2).ToString("R", CultureInfo.InvariantCulture)}"));
                break;
            case Fault.Broken:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(500, "<h1>Oops</h1>"));
                break;
            case Fault.Away:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(503));
                break;
            case Fault.Refuse:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(422, """{"error":"no"}"""));
                break;
            case Fault.WrongKey:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(401));
                break;
            case Fault.Hang or Fault.HangAfterTaking:
                await FallSilentAsync();
                break;
            case Fault.ResetAfterTaking:
                exchange.Reset();
                break;
            case Fault.HalfBody:
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"id\":\"");
                break;
            case Fault.WrongContent:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(200, "<html>All is well.</html>", "Content-Type: text/html"));
                break;
            case Fault.Drip:
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n");
                foreach (var c in "{\"i")
                {
                    await exchange.WriteAsync($"{c}");
                }

                await FallSilentAsync();
                break;
            case Fault.DripForEver:
                await DripAsync();
                break;
            default:
                await exchange.WriteAsync(ScriptedHttpServer.Answer(200, """{"id":"p-1"}""", "Content-Type: application/json"));
                break;
        }

        // Never silent for long, and never done: only the deadline of the attempt ends it.
        async Task DripAsync()
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{\"id\":\"");
            using var drop = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            for (var dropped = 0; await drop.WaitForNextTickAsync(Stop); dropped++)
            {
                if (dropped == 3)
                {
                    _silent.Release();
                }

                await exchange.WriteAsync("a");
            }
        }

        async Task FallSilentAsync()
        {
            _silent.Release();
            await exchange.HangAsync();
        }
    }

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store, Uri url, int concurrency)
    {
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = Policy.Named("all").WithoutSafeCaps().WithoutSafeQuietHours().OtherwiseBest(), Options = { TimeZone = "Europe/Berlin", Concurrency = concurrency } };
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "News." }] });
        setup.Adapters.Add(new Account(url, _clock));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }

    private sealed class Account(Uri url, TimeProvider time) : HttpChannelAdapter(
        new HttpChannelSettings { Channel = Channel.Email, AllowPrivateNetworks = true, Timeout = TimeSpan.FromSeconds(20) }, new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true)), time), IMarketingAccount
    {
        public bool MaySendMarketing => true;

        public Uri? FallbackBaseUri { get; } = new("https://omnichannel.invalid");

        public override AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Customer.Value)),
            Headers = { { "Idempotency-Key", message.IdempotencyKey } },
        });

        protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
        {
            if (!answer.IsSuccess)
            {
                return ClassifyByStatus(answer);
            }

            using var json = JsonDocument.Parse(answer.Body);
            return AttemptOutcome.Accepted(json.RootElement.GetProperty("id").GetString());
        }
    }
}
