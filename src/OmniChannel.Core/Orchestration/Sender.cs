using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Decides inside a transaction, and stores what follows: the reservation, the spending, the outbox row, its place in the schedule, the answer.</summary>
internal sealed class Sender(Instance instance, CampaignCatalog campaigns, Judge judge, RenderProof proof)
{
    private readonly Collector collector = new(instance, judge, proof);

    public async ValueTask<SendResult> SendAsync(Message message, CustomerId customer, SendOptions? options, CancellationToken cancellationToken)
    {
        var request = SendRequest.Of(message, customer, options, instance.Now);
        using var activity = Telemetry.StartSend(message);
        var campaign = await campaigns.GetAsync(message.Campaign, cancellationToken).ConfigureAwait(false);
        var around = await judge.LookAroundAsync(message, campaign, customer, cancellationToken).ConfigureAwait(false);
        var result = await StoreConflicts.RetryAsync(request.Transaction, () => TryWithBudgetAsync(request, campaign, around, cancellationToken)).ConfigureAwait(false);
        if (result is SendResult.Queued or SendResult.Deferred && request.Transaction is null)
        {
            instance.Hint.Set();
            if (!instance.Dispatches)
            {
                instance.NodeHints.Give();
            }
        }

        Telemetry.Sent(activity, message, result);
        return result;
    }

    /// <summary>Where this node's block of the budget is too small, it leases another and decides anew, with what is then left.</summary>
    private async ValueTask<SendResult> TryWithBudgetAsync(SendRequest request, Campaign campaign, Circumstances around, CancellationToken cancellationToken)
    {
        var unleased = await BudgetBook.ReadUnleasedAsync(instance, campaign, cancellationToken).ConfigureAwait(false);
        if (await TryAsync(request, campaign, around, unleased, cancellationToken).ConfigureAwait(false) is { } first)
        {
            return first;
        }

        var need = around.Channels.Select(definition => BudgetBook.SpendOf(campaign, definition)).OfType<Money>().MaxBy(cost => cost.Minor);
        unleased = await BudgetBook.LeaseMoreAsync(instance, campaign, need, request.Transaction, cancellationToken).ConfigureAwait(false);
        return await TryAsync(request, campaign, around, unleased, cancellationToken).ConfigureAwait(false) ?? throw new StoreConflictException("Others spent what was left of the budget meanwhile.");
    }

    /// <returns>Null when this node's block of the budget is too small for what was chosen.</returns>
    private async ValueTask<SendResult?> TryAsync(SendRequest request, Campaign campaign, Circumstances around, Money? unleased, CancellationToken cancellationToken)
    {
        List<PartitionKey> others = unleased is null ? [] : [BudgetBook.LeaseOf(instance, campaign.Id)];
        if (await Superseding.ReadAsync(instance, request.Customer, request.SupersedeKey, cancellationToken).ConfigureAwait(false) is { } seen)
        {
            others.AddRange(Settlement.OthersOf(instance, seen.Content));
        }

        var slot = request.SupersedeKey is null ? Collector.SlotOf(request, campaign) : null;
        var delivery = new DeliveryId(instance.Chance.Name(instance.Now));
        (var opened, around) = await AddressCaps.OpenPersonAsync(instance, request.Customer, others, instance.Store.ReadsAhead ? NeedsOf(request, campaign, delivery, slot, unleased) : null, around, request.Message.Purpose, null, request.Transaction, cancellationToken).ConfigureAwait(false);
        await using var unit = opened;
        var now = instance.Now;
        if (unit.State.ErasedAt is { } erasedAt)
        {
            return Refused(RefusedKind.Erased, Reason.Of("refused.erased", new ReasonArgument("at", erasedAt)));
        }

        if (await SendAnswers.FindAsync(unit.Work, request, now, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        if (request.ExpiresAt <= now || request.ExpiresAt <= request.NotBefore)
        {
            return Refused(RefusedKind.Expired, Reason.Of("refused.expired", new ReasonArgument("at", request.ExpiresAt)));
        }

        var left = await BudgetBook.LeftAsync(unit.Work, instance, campaign, unleased, cancellationToken).ConfigureAwait(false);
        var open = slot is null ? null : await Collector.OpenAsync(unit, slot, campaign, cancellationToken).ConfigureAwait(false);
        if (open?.Content.NextAt >= OfferEnd.Bound(request.ExpiresAt, request.Message, campaign, now))
        {
            (open, slot) = (null, null); // it would not live to see what is collected sent: it goes by itself
        }

        if (open is not null)
        {
            var (joined, why) = await collector.JoinAsync(unit, request, campaign, around, open, left, cancellationToken).ConfigureAwait(false);
            return joined ?? await SkipAsync(unit, delivery, why, cancellationToken).ConfigureAwait(false);
        }

        var due = slot is null ? null : collector.DueOf(campaign, request, unit.Person, now);
        var before = unit.State;
        var superseded = await Superseding.FindAsync(unit, request.SupersedeKey, cancellationToken).ConfigureAwait(false);
        unit.State = superseded is null ? before : CustomerFold.Release(before, superseded.Delivery);
        var question = new Question { Message = request.Message, Campaign = campaign, Now = now, NotBefore = due ?? request.NotBefore, ExpiresAt = request.ExpiresAt };
        var decision = judge.Decide(question, unit.Person, around, left + Returned(superseded, campaign));
        unit.State = before;
        if (decision.Choice is not { } choice)
        {
            return decision.MalformedAddress() is { } malformed
                ? Refused(RefusedKind.InvalidAddress, Reason.Of("refused.invalid-address", new ReasonArgument("problem", malformed)))
                : await SkipAsync(unit, delivery, decision, cancellationToken).ConfigureAwait(false);
        }

        return proof.Refute(decision, campaign, request.Message, unit.Person) is { } problem
            ? Refused(RefusedKind.VariantDoesNotRender, problem)
            : await QueueAsync(unit, request, campaign, delivery, around.Counted, decision, choice, due is null ? null : slot, superseded, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What will be asked for where the message is queued, beside the person: known before, so that a store that is far away is asked once.</summary>
    private UnitNeeds NeedsOf(SendRequest request, Campaign campaign, DeliveryId delivery, string? slot, Money? unleased)
    {
        var partition = PartitionKey.Of(request.Customer);
        List<StateAddress> states = [];
        if (unleased is not null)
        {
            states.Add(BudgetBook.LeaseRowOf(instance, campaign.Id));
        }

        if (slot is not null)
        {
            states.Add(new StateAddress(partition, slot));
        }

        if (request.SupersedeKey is { } superseded)
        {
            states.Add(new StateAddress(partition, Superseding.KeyOf(superseded)));
        }

        return new UnitNeeds
        {
            States = states,
            OutboxVersions = [new OutboxAddress(partition, delivery)],
            Events = [new EventAddress(partition, Journal.Source, Journal.QueuedId(delivery))],
            Lookups = request.IdempotencyKey is { } key ? [new LookupAddress(LookupKind.IdempotencyKey, key)] : [],
        };
    }

    /// <summary>What the message that is taken back gives back to this campaign's budget.</summary>
    private static Money? Returned(QueuedDelivery? superseded, Campaign campaign) =>
        superseded?.Content is { Spend: { } spend } content && content.Message.Campaign == campaign.Id ? spend : campaign.Budget is { } budget ? new Money(0, budget.Currency) : null;

    private async ValueTask<SendResult?> QueueAsync(CustomerUnit unit, SendRequest request, Campaign campaign, DeliveryId delivery, IReadOnlyList<CountedAddress> counted, Decision decision, ChannelChoice choice, string? slot, QueuedDelivery? superseded, CancellationToken cancellationToken)
    {
        var now = decision.DecidedAt;
        var item = slot is null ? null : collector.ItemOf(request, now);
        var content = new OutboxContent
        {
            Customer = request.Customer,
            Message = request.Message,
            Channel = choice.Channel,
            ExpiresAt = request.ExpiresAt,
            NextAt = choice.At,
            Items = item is null ? null : [item],
            Spend = BudgetBook.SpendOf(campaign, instance.Channels.Find(choice.Channel)),
            Guarantee = SendGuarantees.Of(request.Message, campaign),
            Rest = StepUpRest.Of(decision),
            SupersedeKey = request.SupersedeKey,
        };
        if (superseded is not null)
        {
            await Settlement.TakeBackAsync(instance, unit, superseded, now, cancellationToken).ConfigureAwait(false);
        }

        if (!await Queueing.TryAddAsync(instance, unit, delivery, content, counted, choice, decision, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await Superseding.HoldAsync(unit, request.SupersedeKey, delivery, cancellationToken).ConfigureAwait(false);
        if (slot is not null)
        {
            await Collector.BeginAsync(unit, slot, delivery, cancellationToken).ConfigureAwait(false);
        }

        var until = choice.At > now ? choice.At : (DateTimeOffset?)null;
        if (request.IdempotencyKey is not null)
        {
            await SendAnswers.AddAsync(unit, request, new SendAnswer { RequestHash = request.Hash(), Delivery = delivery, Until = until, Item = item?.Id }, now, cancellationToken).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.SendBeforeCommit);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.SendAfterCommit);
        return until is { } later
            ? new SendResult.Deferred { Delivery = delivery, Until = later, Item = item?.Id, Decision = decision }
            : new SendResult.Queued { Delivery = delivery, Decision = decision };
    }

    private static async ValueTask<SendResult> SkipAsync(CustomerUnit unit, DeliveryId never, Decision decision, CancellationToken cancellationToken)
    {
        await Journal.NotQueuedAsync(unit, never.Value, decision, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new SendResult.Skipped { Reason = decision.NothingBecause!, Decision = decision };
    }

    private static SendResult.Refused Refused(RefusedKind kind, Reason reason) => new() { Kind = kind, Reason = reason };
}
