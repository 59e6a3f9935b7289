using OmniChannel.Testing;

namespace OmniChannel.Tests.RealInput;

/// <summary>The week by snapshot, router and fold alone, with the store's part (reservation, budget, due times) played by plain collections: fast enough for every customer.</summary>
/// <param name="customers">Who.</param>
/// <param name="budgetCents">What the news may cost, in euro cents.</param>
/// <param name="pushIsDown">Whether the push account is paused on Saturday from 14:00 to 18:00 UTC.</param>
internal sealed class RouterWeek(IReadOnlyList<HillstromCustomer> customers, long budgetCents, bool pushIsDown)
{
    public static readonly DateTimeOffset DownFrom = new(2026, 3, 7, 14, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset DownUntil = new(2026, 3, 7, 18, 0, 0, TimeSpan.Zero);

    private static readonly ILookup<Channel, AccountHealth> Healthy = Accounts(null);
    private static readonly ILookup<Channel, AccountHealth> PushDown = Accounts(DownUntil);

    private readonly Dictionary<CampaignId, Campaign> _campaigns =
        new[] { HillstromShop.NewsFor(budgetCents), HillstromShop.ServiceNote, HillstromShop.Receipt }.ToDictionary(c => c.Id);

    private readonly ManualClock _clock = new(HillstromWeek.Begin);
    private readonly Dictionary<int, CustomerState> _states = customers.ToDictionary(c => c.Row.Number, HillstromShop.StateOf);
    private readonly PriorityQueue<Queued, (DateTimeOffset, int)> _due = new();
    private readonly HashSet<int> _decided = [];
    private readonly WeekLog _log = new();
    private EvidenceState _evidence = EvidenceState.Empty;
    private long _spentCents;
    private int _deliveries;

    public WeekLog Run(CancellationToken cancellationToken)
    {
        _evidence = EvidenceOf(_states.Values);
        var events = HillstromWeek.EventsOf(customers);
        for (var next = 0; next < events.Count || _due.Count > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var due = _due.TryPeek(out _, out var first) ? first.Item1 : DateTimeOffset.MaxValue;
            var at = next < events.Count && events[next].At < due ? events[next].At : due;
            _clock.SetUtcNow(at);
            DispatchDue();
            for (; next < events.Count && events[next].At == at; next++)
            {
                Happen(events[next]);
            }

            DispatchDue();
        }

        return _log;
    }

    private void Happen(WeekEvent happens)
    {
        var number = happens.Customer.Row.Number;
        if (happens.Written is { } written)
        {
            _states[number] = TouchpointFold.Standard.Apply(_states[number], written);
        }
        else if (happens.Revoked is { } revoked)
        {
            _states[number] = CustomerFold.Apply(_states[number], revoked);
        }
        else
        {
            Send(happens.Customer, happens.Request!);
        }
    }

    private void Send(HillstromCustomer customer, Message message)
    {
        var now = _clock.GetUtcNow();
        var campaign = _campaigns[message.Campaign];
        var decision = Decide(customer, message, HillstromShop.Definitions, null, LeftOf(campaign, 0));
        _log.Count("asked");
        if (_decided.Add(customer.Row.Number))
        {
            _log.Count("customers decided");
        }

        foreach (var verdict in decision.Verdicts)
        {
            if (verdict.Blocks.Count > 0)
            {
                _log.Count($"{verdict.Channel} shut by {verdict.Blocks[0].Gate}, {verdict.Blocks[0].Reason.Code}");
            }
        }

        if (decision.Choice is not { } choice)
        {
            _log.Count($"not sent, {decision.NothingBecause!.Code}");
            return;
        }

        _log.Count(choice.At > now ? $"deferred, {decision[choice.Channel]!.Delays[0].Reason.Code}" : "queued for now");
        var queued = new Queued(new DeliveryId($"d-{++_deliveries}"), customer, message, choice.Channel, now, CostOf(campaign, choice.Channel));
        _spentCents += queued.CostCents;
        Queue(queued, choice.At);
    }

    private void DispatchDue()
    {
        while (_due.TryPeek(out var queued, out var due) && due.Item1 <= _clock.GetUtcNow())
        {
            _due.Dequeue();
            Dispatch(queued);
        }
    }

    /// <summary>Judged again at the moment of sending, for its channel only.</summary>
    private void Dispatch(Queued queued)
    {
        var (customer, channel, now) = (queued.Customer, queued.Channel, _clock.GetUtcNow());
        var number = customer.Row.Number;
        if (now >= queued.Message.ExpiresAt)
        {
            GiveBack(queued, "skipped.expired");
            return;
        }

        var campaign = _campaigns[queued.Message.Campaign];
        var decision = Decide(customer, queued.Message, [ChannelDefinitions.Find(channel)!], queued.Delivery, queued.CostCents > 0 ? LeftOf(campaign, queued.CostCents) : null);
        if (decision.Choice is not { } choice)
        {
            GiveBack(queued, decision[channel]!.Blocks is [var block, ..] ? block.Reason.Code : decision.NothingBecause!.Code);
        }
        else if (choice.At > now)
        {
            _log.Count("put off at its time");
            Queue(queued, choice.At);
        }
        else
        {
            Reserve(queued, now);
            Hand(queued, now, accepted: !customer.IsDead(channel));
            _states[number] = customer.IsDead(channel)
                ? CustomerFold.Suppress(_states[number], new Suppression { Channel = channel, Address = customer.AddressOn(channel)!, Cause = "rejected", At = now })
                : CustomerFold.CountDeliveries(_states[number], channel, 1);
            if (customer.IsDead(channel))
            {
                GiveBack(queued, "rejected by the provider");
            }
        }
    }

    private void Hand(Queued queued, DateTimeOffset now, bool accepted) => _log.Sent.Add(new Sent
    {
        Customer = queued.Customer.Row.Number,
        Channel = queued.Channel,
        Address = _states[queued.Customer.Row.Number].Contacts.Single(c => c.Delivery == queued.Delivery).Address,
        Purpose = queued.Message.Purpose,
        Urgency = queued.Message.Urgency,
        Campaign = queued.Message.Campaign,
        RequestedAt = queued.RequestedAt,
        ExpiresAt = queued.Message.ExpiresAt!.Value,
        At = now,
        Accepted = accepted,
    });

    private void Queue(Queued queued, DateTimeOffset at)
    {
        Reserve(queued, at);
        _due.Enqueue(queued, (at, int.Parse(queued.Delivery.Value.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private void Reserve(Queued queued, DateTimeOffset at)
    {
        var number = queued.Customer.Row.Number;
        _states[number] = CustomerFold.Reserve(
            _states[number],
            new Contact { Delivery = queued.Delivery, Channel = queued.Channel, Purpose = queued.Message.Purpose, At = at, Address = AddressOf(_states[number], queued.Channel) },
            _clock.GetUtcNow());
    }

    private static string AddressOf(CustomerState state, Channel channel) => state.Profile.ContactPoints.First(p => p.Channel == channel).Address;

    private void GiveBack(Queued queued, string why)
    {
        _log.Count($"dropped at its time, {why}");
        _states[queued.Customer.Row.Number] = CustomerFold.Release(_states[queued.Customer.Row.Number], queued.Delivery);
        _spentCents -= queued.CostCents;
    }

    private Decision Decide(HillstromCustomer customer, Message message, IReadOnlyList<ChannelDefinition> channels, DeliveryId? excluding, Money? left)
    {
        var now = _clock.GetUtcNow();
        return Router.Decide(
            SnapshotBuilder.Build(new SnapshotInput
            {
                State = _states[customer.Row.Number],
                Policy = HillstromShop.Policy,
                Message = message,
                Campaign = _campaigns[message.Campaign],
                Now = now,
                NotBefore = now,
                ExpiresAt = message.ExpiresAt!.Value,
                Channels = channels,
                Personas = HillstromShop.Personas,
                Accounts = pushIsDown && now >= DownFrom && now < DownUntil ? PushDown : Healthy,
                CheckAddress = static point => (point.Address, null),
                Evidence = _evidence,
                AgentsFree = 0,
                BudgetLeft = left,
                HostZone = HillstromShop.Zone,
                Excluding = excluding,
            }),
            HillstromShop.Policy);
    }

    private Money? LeftOf(Campaign campaign, long own) => campaign.Budget is { } budget ? new Money(budget.Minor - _spentCents + own, budget.Currency) : null;

    private static long CostOf(Campaign campaign, Channel channel) => campaign.Budget is null ? 0 : ChannelDefinitions.Find(channel)!.Capabilities.CostPerMessage?.Minor ?? 0;

    /// <summary>Who came first by which channel, and bought: all of them did.</summary>
    private static EvidenceState EvidenceOf(IEnumerable<CustomerState> states) => new()
    {
        Leads = states.Where(s => s.FirstChannel is not null).GroupBy(s => s.FirstChannel!.Value)
            .ToDictionary(g => g.Key, g => new LeadTally { Came = g.Count(), Bought = g.Count(s => s.Purchases > 0) }),
    };

    private static ILookup<Channel, AccountHealth> Accounts(DateTimeOffset? pushUntil) =>
        HillstromShop.Channels.ToLookup(c => c, c => new AccountHealth { Account = "main", PausedUntil = c == Channel.Push ? pushUntil : null });

    private sealed record Queued(DeliveryId Delivery, HillstromCustomer Customer, Message Message, Channel Channel, DateTimeOffset RequestedAt, long CostCents);
}
