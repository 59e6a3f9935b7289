using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// Takes a message on to the next channel of its plan, when the last one failed or was not seen in time: one outbox row of its own for each step, judged anew (relevance, consent, caps, budget), in one
/// transaction with the row of the schedule that asked for it. So a step is done once, whoever dies meanwhile.
/// </summary>
internal sealed class StepUps(Instance instance, CampaignCatalog campaigns, Judge judge)
{
    public async ValueTask HandleAsync(ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        var seen = await ReadAsync(claim).ConfigureAwait(false);
        if (seen?.Content.Rest is not { } rest)
        {
            await StoreConflicts.RetryAsync(null, () => CompleteAsync(claim)).ConfigureAwait(false);
            return;
        }

        var campaign = await campaigns.FindAsync(seen.Content.Message.Campaign, none).ConfigureAwait(false);
        if (instance.Missing.Of(seen.Content.Message, campaign, rest.Channels) is { } missing && await StoreConflicts.RetryAsync(null, () => TryLeaveAsync(claim, missing)).ConfigureAwait(false))
        {
            return;
        }

        ChannelDefinition[] channels = [.. rest.Channels.Select(instance.Channels.Find).OfType<ChannelDefinition>()];
        // Nobody is asked of a message that is over anyway: a host that always throws there holds nothing up for ever.
        var around = instance.Now >= seen.Content.ExpiresAt ? null : await instance.Calls.UntilCutAsync(judge.LookAroundAsync(seen.Content, channels, instance.Calls.Cut)).ConfigureAwait(false);
        await StoreConflicts.RetryAsync(null, () => TryWithBudgetAsync(claim, seen.Content.Message.Purpose, campaign, around)).ConfigureAwait(false);
    }

    /// <returns>Null when there is none, or none that can be read: that says nothing of a next channel.</returns>
    private async ValueTask<QueuedDelivery?> ReadAsync(ScheduleClaim claim)
    {
        var row = await instance.Store.ReadOutboxAsync(instance.Tenant, claim.Partition, new DeliveryId(claim.Key), CancellationToken.None).ConfigureAwait(false);
        var seen = row is null ? null : QueuedDelivery.ReadableOf(row);
        if (row is not null && seen is null)
        {
            Logs.StepUnreadable(instance.Log, claim.Key);
        }

        return seen;
    }

    /// <summary>As a send does: where this node's block of the budget is too small, it leases another.</summary>
    private async ValueTask<bool> TryWithBudgetAsync(ScheduleClaim claim, Purpose purpose, Campaign? campaign, Circumstances? around)
    {
        var none = CancellationToken.None;
        var unleased = campaign is null ? null : await BudgetBook.ReadUnleasedAsync(instance, campaign, none).ConfigureAwait(false);
        if (await TryAsync(claim, purpose, campaign, around, unleased).ConfigureAwait(false))
        {
            return true;
        }

        var need = around!.Channels.Select(definition => BudgetBook.SpendOf(campaign!, definition)).OfType<Money>().MaxBy(cost => cost.Minor);
        unleased = await BudgetBook.LeaseMoreAsync(instance, campaign!, need, null, none).ConfigureAwait(false);
        return await TryAsync(claim, purpose, campaign, around, unleased).ConfigureAwait(false) ? true : throw new StoreConflictException("Others spent what was left of the budget meanwhile.");
    }

    /// <returns>False when this node's block of the budget is too small for what was chosen.</returns>
    private async ValueTask<bool> TryAsync(ScheduleClaim claim, Purpose purpose, Campaign? campaign, Circumstances? around, Money? unleased)
    {
        var none = CancellationToken.None;
        PartitionKey[] others = unleased is null ? [] : [BudgetBook.LeaseOf(instance, campaign!.Id)];
        (var opened, around) = await OpenAsync(new CustomerId(claim.Partition.Key), others, around, purpose).ConfigureAwait(false);
        await using var unit = opened;
        var now = instance.Now;
        if (!await unit.Work.TryCompleteAsync(claim, none).ConfigureAwait(false))
        {
            return true; // another worker has it, or it is due at another time
        }

        if (await QueuedDelivery.FindAsync(unit.Work, unit.Partition, new DeliveryId(claim.Key), none).ConfigureAwait(false) is { IsSettled: true, Content.Rest: { } rest } from)
        {
            var left = campaign is null ? null : await BudgetBook.LeftAsync(unit.Work, instance, campaign, unleased, none).ConfigureAwait(false);
            var (step, why) = WhyStop(from, campaign, around, unit.Person, now) is { } stop ? (null, stop) : Next(from.Content, rest, campaign!, around!, unit.Person, left, now);
            if (step is null)
            {
                await from.UpdateAsync(unit.Work, from.Row.State, from.Content with { Rest = null }, none).ConfigureAwait(false);
                await Journal.StepUpEndedAsync(unit, from, why, now, none).ConfigureAwait(false);
            }
            else if (!await TryGoOnAsync(unit, from, rest, campaign!, around!.Counted, step, now).ConfigureAwait(false))
            {
                return false;
            }
        }

        instance.Failpoints.Hit(Failpoints.StepBeforeCommit);
        await unit.CommitAsync(none).ConfigureAwait(false);
        instance.Hint.Set();
        return true;
    }

    /// <summary>Over the person and the addresses that are counted; nothing is decided of a message that is over.</summary>
    private async ValueTask<(CustomerUnit, Circumstances?)> OpenAsync(CustomerId customer, PartitionKey[] others, Circumstances? around, Purpose purpose) => around is null
        ? (await CustomerUnit.OpenPersonAsync(instance, customer, others, null, CancellationToken.None).ConfigureAwait(false), null)
        : await AddressCaps.OpenPersonAsync(instance, customer, others, null, around, purpose, null, null, CancellationToken.None).ConfigureAwait(false);

    private async ValueTask<bool> TryGoOnAsync(CustomerUnit unit, QueuedDelivery from, StepUpRest rest, Campaign campaign, IReadOnlyList<CountedAddress> counted, Decision decision, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        var choice = decision.Choice!;
        var delivery = new DeliveryId(instance.Chance.Name(now));
        var content = new OutboxContent
        {
            Customer = from.Content.Customer,
            Message = from.Content.Message,
            Channel = choice.Channel,
            ExpiresAt = from.Content.ExpiresAt,
            NextAt = choice.At,
            Items = from.Content.Items,
            Spend = BudgetBook.SpendOf(campaign, instance.Channels.Find(choice.Channel)),
            Guarantee = from.Content.Guarantee,
            Rest = rest.Behind(choice.Channel),
            SteppedFrom = from.Delivery,
            PlannedAt = from.Content.PlannedAt ?? from.Row.CreatedAt,
            SupersedeKey = from.Content.SupersedeKey,
        };
        if (!await Queueing.TryAddAsync(instance, unit, delivery, content, counted, choice, decision, none).ConfigureAwait(false))
        {
            return false;
        }

        await Superseding.MoveAsync(unit, from.Content.SupersedeKey, from.Delivery, delivery, none).ConfigureAwait(false);
        await from.UpdateAsync(unit.Work, from.Row.State, from.Content with { Rest = null, SteppedTo = delivery }, none).ConfigureAwait(false);
        await Journal.SteppedUpAsync(unit, from, rest, choice, now, none).ConfigureAwait(false);
        return true;
    }

    /// <summary>The first channel of the rest that may be used, each judged by itself; or why none may.</summary>
    private (Decision? Step, Reason Why) Next(OutboxContent content, StepUpRest rest, Campaign campaign, Circumstances around, CustomerState person, Money? left, DateTimeOffset now)
    {
        var why = new List<Reason>();
        foreach (var definition in around.Channels.OrderBy(definition => rest.Channels.ToList().IndexOf(definition.Channel)))
        {
            var question = new Question { Message = content.Message, Campaign = campaign, Now = now, ExpiresAt = content.ExpiresAt };
            var decision = judge.Decide(question, person, around with { Channels = [definition] }, left);
            if (decision.Choice is not null)
            {
                return (decision, Reason.Of("step-up.unseen"));
            }

            why.Add(decision[definition.Channel] is { Blocks: { Count: > 0 } blocks } ? blocks[0].Reason : decision.NothingBecause!);
        }

        return (null, Reason.Of("step-up.no-channel") with { Causes = why });
    }

    /// <summary>Somebody was reached, the goal is reached, or the message lost its sense.</summary>
    private static Reason? WhyStop(QueuedDelivery from, Campaign? campaign, Circumstances? around, CustomerState person, DateTimeOffset now)
    {
        var content = from.Content;
        return StepUpFold.WhyStop(content)
            ?? (campaign is null ? Reason.Of("parked.campaign-unknown", new ReasonArgument("campaign", content.Message.Campaign.Value))
                : around is null || now >= content.ExpiresAt ? Reason.Of(DeliveryStanding.Expired, new ReasonArgument("at", content.ExpiresAt))
                : StepUpFold.WhyBought(content, from.Row.CreatedAt, person.PurchasedAt) is { } bought ? bought
                : around.Irrelevant is { } senseless ? senseless.Reason
                : content.Items is { } items && items.All(item => around.Dropped.ContainsKey(item.Id)) ? around.Dropped[items[0].Id].Reason
                : null);
    }

    /// <summary>Another node may have what this one lacks: the step is left to others for a while.</summary>
    /// <returns>False when that has gone on for long enough, or the message is over.</returns>
    private async ValueTask<bool> TryLeaveAsync(ScheduleClaim claim, Reason missing)
    {
        var none = CancellationToken.None;
        await using var unit = await CustomerUnit.OpenAsync(instance, new CustomerId(claim.Partition.Key), [], null, none).ConfigureAwait(false);
        if (!await unit.Work.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false)
            || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, new DeliveryId(claim.Key), none).ConfigureAwait(false) is not { } from)
        {
            return true; // another worker has it
        }

        var now = instance.Now;
        var since = from.Content.MissingSince ?? now;
        if (now - since >= MissingHere.Patience || now >= from.Content.ExpiresAt)
        {
            return false;
        }

        await from.UpdateAsync(unit.Work, from.Row.State, from.Content with { MissingSince = since }, none).ConfigureAwait(false);
        await StepUpSchedule.PutAsync(unit, from.Delivery, from.Content, instance.Missing.Leave(missing, since, now), none).ConfigureAwait(false);
        await unit.CommitAsync(none).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> CompleteAsync(ScheduleClaim claim)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [claim.Partition], null, CancellationToken.None).ConfigureAwait(false);
        await work.TryCompleteAsync(claim, CancellationToken.None).ConfigureAwait(false);
        await work.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
