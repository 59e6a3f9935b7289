using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.RealInput;

/// <summary>The same week through the front door: everything saved, sent, dispatched and recorded by the runtime, on the store in memory, with the clock moved by hand.</summary>
/// <param name="customers">Who.</param>
/// <param name="budgetCents">What the news may cost, in euro cents.</param>
internal sealed class RuntimeWeek(IReadOnlyList<HillstromCustomer> customers, long budgetCents)
{
    private readonly Dictionary<int, HillstromCustomer> _customers = customers.ToDictionary(c => c.Row.Number);
    private readonly ManualClock _clock = new(HillstromWeek.Begin);
    private readonly WeekLog _log = new();

    public async Task<WeekLog> RunAsync(CancellationToken cancellationToken)
    {
        await using var store = new MemoryStore();
        await using var runtime = OmniChannelRuntime.Create(Setup(store));
        await runtime.StartAsync(cancellationToken);
        foreach (var customer in customers)
        {
            await runtime.SaveAsync(HillstromShop.ProfileOf(customer), cancellationToken);
            foreach (var touchpoint in HillstromShop.PastOf(customer))
            {
                await runtime.RecordAsync(touchpoint, cancellationToken: cancellationToken);
            }
        }

        var events = HillstromWeek.EventsOf(customers);
        for (var next = 0; ;)
        {
            var due = await store.NextDueAsync(TenantId.Default, cancellationToken) ?? DateTimeOffset.MaxValue;
            var at = next < events.Count && events[next].At < due ? events[next].At : due;
            if (at == DateTimeOffset.MaxValue)
            {
                return _log;
            }

            _clock.SetUtcNow(at);
            await runtime.DispatchDueAsync(cancellationToken);
            for (; next < events.Count && events[next].At == at; next++)
            {
                await HappenAsync(runtime, events[next], cancellationToken);
            }

            await runtime.DispatchDueAsync(cancellationToken);
        }
    }

    private async Task HappenAsync(OmniChannelRuntime runtime, WeekEvent happens, CancellationToken cancellationToken)
    {
        if (happens.Written is { } written)
        {
            await runtime.RecordAsync(written, cancellationToken: cancellationToken);
        }
        else if (happens.Revoked is { } revoked)
        {
            await runtime.RecordAsync(happens.Customer.Id, revoked, cancellationToken: cancellationToken);
        }
        else
        {
            _log.Count("asked");
            _log.Count(await runtime.SendAsync(happens.Request!, happens.Customer.Id, cancellationToken: cancellationToken) switch
            {
                SendResult.Queued => "queued for now",
                SendResult.Deferred deferred => $"deferred, {deferred.Decision![deferred.Decision.Choice!.Channel]!.Delays[0].Reason.Code}",
                SendResult.Skipped skipped => $"not sent, {skipped.Reason.Code}",
                SendResult.Refused refused => $"refused, {refused.Reason.Code}",
                var other => throw new InvalidOperationException($"{other} is no answer."),
            });
        }
    }

    private OmniChannelSetup Setup(MemoryStore store)
    {
        var setup = new OmniChannelSetup
        {
            Store = store,
            Policy = HillstromShop.Policy,
            Time = _clock,
            Options = { TimeZone = HillstromShop.Zone, Dispatch = DispatchMode.None, Concurrency = 1, PublicBaseUri = new Uri("https://shop.example/u") },
        };
        foreach (var campaign in new[] { HillstromShop.NewsFor(budgetCents), HillstromShop.ServiceNote, HillstromShop.Receipt })
        {
            setup.Campaigns.Add(campaign);
        }

        foreach (var persona in HillstromShop.Personas)
        {
            setup.Personas.Add(persona);
        }

        foreach (var channel in HillstromShop.Channels)
        {
            setup.Adapters.Add(new RecordingChannel(channel, "main") { Answer = Take });
        }

        return setup;
    }

    private AttemptOutcome Take(OutgoingMessage message)
    {
        var number = int.Parse(message.Customer.Value.AsSpan(2), CultureInfo.InvariantCulture);
        var isDead = _customers[number].IsDead(message.Channel);
        var sent = new Sent
        {
            Customer = number,
            Channel = message.Channel,
            Address = message.Address,
            Purpose = message.Purpose,
            Urgency = message.Urgency,
            Campaign = message.Campaign,
            RequestedAt = message.CreatedAt,
            ExpiresAt = message.ExpiresAt,
            At = _clock.GetUtcNow(),
            Accepted = !isDead,
        };
        lock (_log)
        {
            _log.Sent.Add(sent); // an urgent message has a place of its own beside the one for the others
        }

        return isDead ? AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "Nobody lives there.") : AttemptOutcome.Accepted();
    }
}
