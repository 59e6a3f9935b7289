using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Records what became of an attempt, and what follows from it, in one transaction. A worker that comes late changes nothing.</summary>
internal sealed class AttemptEnd(Instance instance)
{
    /// <summary>In a unit of its own.</summary>
    public async ValueTask<AttemptConclusion> EndAsync(AttemptAnswer answer)
    {
        var content = answer.Attempt.Begun.Content;
        await using var unit = await CustomerUnit.OpenAsync(instance, content.Customer, OthersOf(content, answer.Outcome), null, CancellationToken.None).ConfigureAwait(false);
        return await EndAsync(unit, answer).ConfigureAwait(false);
    }

    /// <summary>As a part of what is done for many customers.</summary>
    public SharedWork<AttemptConclusion> Work(AttemptAnswer answer)
    {
        var (content, row) = (answer.Attempt.Begun.Content, answer.Attempt.Begun.Row);
        return new SharedWork<AttemptConclusion>
        {
            Customer = content.Customer,
            Partitions = [row.Partition, .. OthersOf(content, answer.Outcome)],
            ForPerson = false,
            Seen = answer.Attempt.Seen,
            Rehearsal = answer.Outcome.Result == AttemptResult.Accepted && Rehearsal.IsEnoughFor(instance, content) ? new Rehearsal(answer.Attempt.Seen, row) : null,
            Needs = () => new UnitNeeds
            {
                States = [CustomerUnit.AddressOf(content.Customer)],
                Outbox = [new OutboxAddress(row.Partition, row.Delivery)],
                Claims = [answer.Attempt.Claim],
                Events = [new EventAddress(row.Partition, Journal.Source, Journal.EndedId(row.Delivery, row.Fence))],
            },
            Do = unit => EndAsync(unit, answer),
        };
    }

    /// <summary>Says what is to be said of an attempt that ended, once that is committed.</summary>
    public void Tell(AttemptAnswer answer, AttemptEffect? effect)
    {
        var (attempt, outcome) = (answer.Attempt, answer.Outcome);
        var (channel, account, delivery) = (attempt.Outgoing.Channel, attempt.Adapter.Account, attempt.Outgoing.Delivery);
        if (effect is null)
        {
            Logs.CameLate(instance.Log, channel, delivery);
        }
        else if (effect.PausesFor is { } pause)
        {
            Logs.AccountPaused(instance.Log, channel, account, pause, outcome.Code, outcome.Detail);
        }
        else if (effect.State == OutboxState.Parked)
        {
            Logs.Parked(instance.Log, channel, delivery, effect.Content.Reason?.Code);
        }
    }

    private async ValueTask<AttemptConclusion> EndAsync(CustomerUnit unit, AttemptAnswer answer) => new() { Effect = await TryEndAsync(unit, answer.Attempt, answer.Outcome).ConfigureAwait(false) };

    /// <returns>Null when another worker has taken the delivery over.</returns>
    private async ValueTask<AttemptEffect?> TryEndAsync(CustomerUnit unit, Attempt attempt, AttemptOutcome outcome)
    {
        var none = CancellationToken.None;
        var content = attempt.Begun.Content;
        var queued = await QueuedDelivery.FindAsync(unit.Work, unit.Partition, attempt.Begun.Delivery, attempt.Begun, none).ConfigureAwait(false);
        if (queued is null || queued.Row.Fence != attempt.Begun.Row.Fence)
        {
            return null;
        }

        var now = instance.Now;
        var said = AttemptFold.Resolved(queued.Content, WithReceipts(queued.Content, outcome));
        var effect = AttemptFold.Fold(queued.Content, said, now, instance.Options.MaxAttempts, instance.Options.AccountPause, instance.Chance.Share(), attempt.Others);
        effect = DeviceRound.GoOn(effect, queued.Content, said, attempt.HasNextDevice, now);
        await MoveStateAsync(unit, queued, effect, said, attempt, now).ConfigureAwait(false);
        await Correspondence.NoteAsync(unit, attempt, said, now, none).ConfigureAwait(false);
        if (effect.PausesFor is { } pause)
        {
            await AccountPauses.PauseAsync(unit.Work, content.Channel, content.Account!, now + pause, none).ConfigureAwait(false);
        }

        await queued.UpdateAsync(unit.Work, effect.State, effect.Content, none).ConfigureAwait(false);
        if (effect.Content.NextAt is { } next)
        {
            await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, queued.Delivery, content.Message, next, none).ConfigureAwait(false);
        }
        else
        {
            await unit.Work.CompleteAsync(attempt.Claim, none).ConfigureAwait(false);
        }

        await StepUpSchedule.FollowAsync(unit, queued.Delivery, effect.State, effect.Content, now, none).ConfigureAwait(false);
        await Journal.EndedAsync(unit, queued, effect, said, now, none).ConfigureAwait(false);
        if (effect.State is OutboxState.Parked or OutboxState.Unknown or OutboxState.Skipped)
        {
            await Journal.SettledAsync(unit, queued, effect.State, effect.Content.Reason!, now, none).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.OutcomeBeforeCommit);
        await unit.CommitAsync(none).ConfigureAwait(false);
        return effect;
    }

    private async ValueTask MoveStateAsync(CustomerUnit unit, QueuedDelivery queued, AttemptEffect effect, AttemptOutcome said, Attempt attempt, DateTimeOffset now)
    {
        var (content, account) = (queued.Content, attempt.Adapter);
        if (effect.Suppresses && content.Frozen is { Address.Length: > 0 } && !(attempt.RegisteredAt > said.Since) && !ContactAddresses.WasRegisteredSince(unit.State, content.Channel, content.Frozen.Address, said.Since, instance.Accounts))
        {
            var entry = new SuppressionEntry { Channel = content.Channel, Address = content.Frozen!.Address, Cause = said.IsOptOut ? SuppressionCause.Stop : SuppressionCause.Rejected, At = said.Since is { } died && died < now ? died : now, By = $"{Journal.Source}/{content.Account}" };
            foreach (var channel in said.IsOptOut ? OptOutScopes.ChannelsOf(instance, content.Channel, account) : [content.Channel])
            {
                var on = entry with { Channel = channel, Scope = said.IsOptOut ? OptOutScopes.Of(account) : null };
                await SuppressionBook.AddAsync(unit.Work, SuppressionBook.PartitionOf(channel, entry.Address), on, now, CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (effect.Releases)
        {
            await Settlement.GiveBackAsync(instance, unit, queued, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A receipt that came before the provider's answer knows better than a doubt.</summary>
    private static AttemptOutcome WithReceipts(OutboxContent content, AttemptOutcome outcome) =>
        outcome.Result != AttemptResult.Accepted && DeliveryStanding.ProvesHandOver(content.Reports) ? AttemptOutcome.Accepted(outcome.ProviderMessageId) : outcome;

    private List<PartitionKey> OthersOf(OutboxContent content, AttemptOutcome outcome)
    {
        var others = new List<PartitionKey>(Settlement.OthersOf(instance, content));
        if (outcome is { Result: AttemptResult.Rejected, Fault: AttemptFault.Recipient } && content.Frozen is { Address: { Length: > 0 } address })
        {
            others.AddRange(OptOutScopes.ChannelsOf(instance, content.Channel, instance.Accounts.Find(content.Channel, content.Account!)).Select(channel => SuppressionBook.PartitionOf(channel, address)));
        }

        if (outcome is { Result: AttemptResult.NotSent, Fault: AttemptFault.Account })
        {
            others.Add(AccountPauses.PartitionOf(content.Channel, content.Account!));
        }

        return others;
    }
}
