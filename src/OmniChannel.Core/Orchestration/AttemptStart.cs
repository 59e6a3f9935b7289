using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Judges a delivery at the moment of sending, and begins an attempt, puts it off or gives it up: in one transaction.</summary>
internal sealed class AttemptStart(Instance instance, Judge judge, Freezer freezer)
{
    /// <summary>In a unit of its own.</summary>
    public async ValueTask<AttemptBeginning> BeginAsync(DeliveryLook look)
    {
        var content = look.Queued!.Content;
        var (opened, around) = await AddressCaps.OpenPersonAsync(instance, content.Customer, OthersOf(look), null, look.Around!, content.Message.Purpose, content, null, CancellationToken.None).ConfigureAwait(false);
        await using var unit = opened;
        return await BeginAsync(unit, look with { Around = around }).ConfigureAwait(false);
    }

    /// <summary>As a part of what is done for many customers.</summary>
    public SharedWork<AttemptBeginning> Work(DeliveryLook look)
    {
        var (row, customer, partition) = (look.Queued!.Row, look.Queued.Content.Customer, look.Claim.Partition);
        return new SharedWork<AttemptBeginning>
        {
            Customer = customer,
            Partitions = PartitionsOf(look),
            ForPerson = true,
            Seen = look.Seen,
            Beside = look.Against,
            Rehearsal = look is { Seen: { } seen, Members.Count: 0, Around.Counted.Count: 0 } && Rehearsal.IsEnoughFor(instance, look.Queued.Content) ? new Rehearsal(seen, row) : null,
            Needs = () => new UnitNeeds
            {
                States = [CustomerUnit.AddressOf(customer), .. look.Members.Where(member => member != customer).Select(CustomerUnit.AddressOf), .. look.Around!.Counted.Select(one => new StateAddress(one.Partition, AddressContacts.Key))],
                Outbox = [new OutboxAddress(partition, row.Delivery)],
                Claims = [look.Claim],
            },
            Do = async unit => await AddressCaps.WithinAsync(instance, unit, look.Around!, look.Queued.Content.Message.Purpose, look.Queued.Content, CancellationToken.None).ConfigureAwait(false) is { } around
                ? await BeginAsync(unit, look with { Around = around }).ConfigureAwait(false)
                : throw new StoreConflictException("The address that the customer is written to changed between two looks."),
        };
    }

    /// <summary>Whether the host is asked about a delivery: not about one that comes to its end whatever the host says.</summary>
    public bool AsksFor(DeliveryLook look)
    {
        var (content, now) = (look.Queued!.Content, instance.Now);
        return look.Missing is null && now < content.ExpiresAt && content.Failures < instance.Options.MaxAttempts && !StepUpFold.IsChannelOver(content, now) && !DeliveryStanding.ProvesHandOver(content.Reports);
    }

    /// <summary>Nearly always the customer's alone.</summary>
    private PartitionKey[] PartitionsOf(DeliveryLook look) => look is { Members.Count: 0, Around.Counted.Count: 0, Queued.Content: { Spend: null, CountedAt: null } }
        ? [look.Claim.Partition]
        : [look.Claim.Partition, .. look.Members.Select(PartitionKey.Of).Where(member => member != look.Claim.Partition), .. OthersOf(look), .. look.Around!.Counted.Select(one => one.Partition)];

    private PartitionKey[] OthersOf(DeliveryLook look) => Settlement.OthersOf(instance, look.Queued!.Content);

    private async ValueTask<AttemptBeginning> BeginAsync(CustomerUnit unit, DeliveryLook look) => IsLookedUp(unit, look)
        ? new() { Attempt = await TryBeginAsync(unit, look).ConfigureAwait(false) }
        : new() { Attempt = null, IsStale = true };

    /// <summary>Whether it is known of every address of the person what is known against it: one that was given since the look is looked up first.</summary>
    private bool IsLookedUp(CustomerUnit unit, DeliveryLook look)
    {
        var channel = look.Queued!.Content.Channel;
        return (look.Members.Count == 0 && unit.Version == (look.Seen?.Version ?? 0))
            || look.Missing is not null || !look.Around!.Channels.Any(definition => definition.Channel == channel)
            || unit.Person.Profile.ContactPoints.All(point => point.Channel != channel || instance.Accounts.Check(point).Normalized is not { } address || look.Against.Any(known => known.Row.Partition == SuppressionBook.PartitionOf(channel, address)));
    }

    /// <returns>The begun attempt; null when there is nothing to call.</returns>
    private async ValueTask<Attempt?> TryBeginAsync(CustomerUnit unit, DeliveryLook look)
    {
        var (none, claim, campaign, around) = (CancellationToken.None, look.Claim, look.Campaign, look.Around!);
        var now = instance.Now;
        if (!await unit.Work.TryRenewAsync(claim, instance.LeaseClock, instance.Options.Lease, none).ConfigureAwait(false)
            || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, new DeliveryId(claim.Key), look.Queued, none).ConfigureAwait(false) is not { IsSettled: false } found)
        {
            return null; // another worker has it, or nothing is to be done any more
        }

        // The provider did take it over, and it is not sent again: the process ended during the call, and a receipt came since.
        if (DeliveryStanding.ProvesHandOver(found.Content.Reports))
        {
            await Settlement.NoteHandOverAsync(unit, claim, found, now, none).ConfigureAwait(false);
            await unit.CommitAsync(none).ConfigureAwait(false);
            return null;
        }

        var (queued, content) = (found, found.Content);
        if (content.Failures >= instance.Options.MaxAttempts)
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Parked, Reason.Of("attempt.too-many", new ReasonArgument("attempts", queued.Row.Attempts)), now).ConfigureAwait(false);
        }

        var (rest, dropped) = DigestFold.Left(content, around.Dropped, unit.Person.Profile, now);
        foreach (var (item, why) in dropped)
        {
            await Journal.DroppedAsync(unit, queued, item.Id, why, now, none).ConfigureAwait(false);
        }

        if (rest is null)
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Skipped, dropped[^1].Why, now).ConfigureAwait(false);
        }

        (queued, content) = (queued with { Content = rest }, rest);
        if (now >= content.ExpiresAt)
        {
            return content is { MissingSince: not null, Reason: { } lacked }
                ? await SettleAsync(unit, claim, queued, OutboxState.Parked, lacked, now).ConfigureAwait(false)
                : await SettleAsync(unit, claim, queued, OutboxState.Skipped, WhyOver(content), now).ConfigureAwait(false);
        }

        if (StepUpFold.IsChannelOver(content, now))
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Skipped, StepUpFold.WhyOver(content), now).ConfigureAwait(false);
        }

        if (StepUpFold.WhyBought(content, queued.Row.CreatedAt, unit.Person.PurchasedAt) is { } bought)
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Skipped, bought, now).ConfigureAwait(false);
        }

        if (look.Missing is { } missing)
        {
            return await LeaveAsync(unit, claim, queued, missing, now).ConfigureAwait(false);
        }

        var question = new Question { Message = content.Message, Campaign = campaign!, Now = now, ExpiresAt = content.ExpiresAt, Excluding = queued.Delivery };
        // It was charged when it was queued, so its own price counts as left; what costs nothing no budget stops.
        var left = await BudgetBook.LeftAsync(unit.Work, instance, campaign!, look.Unleased, none).ConfigureAwait(false) is { } free && content.Spend is { } own && free.Currency == own.Currency ? free + own : (Money?)null;
        var decision = judge.Decide(question, AddressCaps.Aimed(unit.Person, around.Counted, instance.Accounts), around with { Accounts = AccountsFor(content, around) }, left);
        return decision.Choice switch
        {
            null => await SettleAsync(unit, claim, queued, OutboxState.Skipped, WhyNot(decision, content.Channel), now).ConfigureAwait(false),
            { At: var at } when at > now => await PutOffAsync(unit, queued, decision, around, at, now).ConfigureAwait(false),
            { Account: var account } when around.IsGated && account != around.Admitted => await PutOffAsync(unit, queued, decision, around with { HeldUntil = now + AccountTurns.Soon }, now + AccountTurns.Soon, now).ConfigureAwait(false),
            { Account: var account } => await BeginAsync(unit, claim, queued, campaign!, around, account, decision, around.Of(unit.Person), now).ConfigureAwait(false),
        };
    }

    private async ValueTask<Attempt?> BeginAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, Campaign campaign, Circumstances around, string account, Decision decision, CustomerState person, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        var been = queued.Content.Been;
        var address = been is null || around.Counted.Count > 0 ? decision.AddressOn(queued.Content.Channel) : ContactAddresses.Left(person, queued.Content.Channel, been, instance.Accounts).FirstOrDefault();
        var adapter = instance.Accounts.Find(queued.Content.Channel, account)!;
        var frozen = queued.Content.Frozen;
        var canRepeat = frozen?.Account == account && ContactAddresses.CanUse(person, queued.Content.Channel, frozen.Address, instance.Accounts);
        if (!canRepeat && (queued.Content.MayBeSent || address is null))
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Skipped, Reason.Of("skipped.address-gone"), now).ConfigureAwait(false);
        }

        if (!canRepeat)
        {
            (frozen, var problem) = await freezer.FreezeAsync(unit, queued, campaign, adapter, address!, now).ConfigureAwait(false);
            if (frozen is null)
            {
                return await SettleAsync(unit, claim, queued, OutboxState.Rejected, problem!, now).ConfigureAwait(false);
            }
        }

        var due = queued.Content.NextAt ?? now;
        var content = StepUpFold.Begun(queued.Content, now, instance.Options.Delivery.DeadlineOf(queued.Content.Channel)) with { Frozen = frozen, Account = account, BegunAt = now, NextAt = null, HeldUntil = null, MissingSince = null };
        var reservation = Reservation.Of(queued.Delivery, content, frozen!.Address, now);
        unit.State = CustomerFold.Begin(unit.State, reservation, now);
        content = await AddressCaps.CountAsync(unit.Work, content, reservation, around.Counted, now, none).ConfigureAwait(false);
        var begun = await queued.BeginAttemptAsync(unit.Work, content, none).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.AttemptBeforeCommit);
        unit.Afterwards(() => Telemetry.Waited(content.Channel, now - due));
        await unit.CommitAsync(none).ConfigureAwait(false);
        return new Attempt { Claim = claim, Begun = begun, Seen = unit.Seen, Adapter = adapter, Outgoing = Freezer.OutgoingOf(begun, frozen, instance.Tenant), Others = OthersOf(content, campaign, around, now), HasNextDevice = HasNextDevice(content, person), RegisteredAt = unit.State.Person is null ? null : ContactAddresses.RegisteredAt(person, content.Channel, frozen.Address, instance.Accounts) };
    }

    private bool HasNextDevice(OutboxContent content, CustomerState person) =>
        instance.Channels.Find(content.Channel) is { } definition && DeviceRound.IsOf(definition.Capabilities.Address)
        && ContactAddresses.Left(person, content.Channel, content.Been, instance.Accounts).Any(address => address != content.Frozen!.Address);

    /// <summary>Its channel is shut now and opens in time: the reservation moves with it.</summary>
    private async ValueTask<Attempt?> PutOffAsync(CustomerUnit unit, QueuedDelivery queued, Decision decision, Circumstances around, DateTimeOffset until, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        var isHeld = around.HeldUntil == until;
        var isProviders = !isHeld && decision[queued.Content.Channel]?.Delays is { Count: > 0 } shut && shut.Any(delay => delay.Gate == Gate.ProviderHealth);
        var content = isProviders ? StepUpFold.Begun(queued.Content, now, instance.Options.Delivery.DeadlineOf(queued.Content.Channel)) : queued.Content;
        until = isProviders ? StepUpFold.NotAfterTheChannel(content, until) : until;
        var due = isHeld ? until - around.Ahead : until;
        content = content with { NextAt = due, HeldUntil = isHeld ? until : null, MissingSince = null };
        var reservation = unit.State.Contacts.FirstOrDefault(contact => contact.Delivery == queued.Delivery) ?? Reservation.Of(queued.Delivery, content, "", until);
        reservation = content.HasReached ? reservation : reservation with { At = until };
        unit.State = CustomerFold.Reserve(unit.State, reservation, now);
        content = await AddressCaps.CountAsync(unit.Work, content, reservation, around.Counted, now, none).ConfigureAwait(false);
        var why = isHeld ? Reason.Of("deferred.turn", new ReasonArgument("channel", content.Channel)) : decision[content.Channel]?.Delays is { Count: > 0 } delays ? delays[0].Reason : null;
        await queued.UpdateAsync(unit.Work, queued.Row.Attempts == 0 ? OutboxState.Queued : OutboxState.Retrying, content, none).ConfigureAwait(false);
        await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, queued.Delivery, content.Message, due, none).ConfigureAwait(false);
        if (!isHeld || queued.Content.HeldUntil is null)
        {
            await Journal.DeferredAsync(unit, queued, until, why, now, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
        return null;
    }

    /// <summary>Another node may have what this one lacks: it is left to others for a while, and set aside after that.</summary>
    private async ValueTask<Attempt?> LeaveAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, Reason missing, DateTimeOffset now)
    {
        var none = CancellationToken.None;
        var since = queued.Content.MissingSince ?? now;
        if (now - since >= MissingHere.Patience)
        {
            return await SettleAsync(unit, claim, queued, OutboxState.Parked, missing, now).ConfigureAwait(false);
        }

        var content = StepUpFold.Begun(queued.Content, now, instance.Options.Delivery.DeadlineOf(queued.Content.Channel));
        var next = StepUpFold.NotAfterTheChannel(content, instance.Missing.Leave(missing, since, now));
        next = next < content.ExpiresAt ? next : content.ExpiresAt;
        await queued.UpdateAsync(unit.Work, queued.Row.State, content with { NextAt = next, HeldUntil = null, MissingSince = since, Reason = missing }, none).ConfigureAwait(false);
        await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, queued.Delivery, content.Message, next, none).ConfigureAwait(false);
        if (queued.Content.MissingSince is null)
        {
            await Journal.DeferredAsync(unit, queued, next, missing, now, none).ConfigureAwait(false);
        }

        await unit.CommitAsync(none).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<Attempt?> SettleAsync(CustomerUnit unit, ScheduleClaim claim, QueuedDelivery queued, OutboxState state, Reason reason, DateTimeOffset now)
    {
        await Settlement.SettleAsync(instance, unit, claim, queued, state, reason, now, CancellationToken.None).ConfigureAwait(false);
        await unit.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    /// <summary>A message that expired; one that did so because its offer ended says that.</summary>
    private static Reason WhyOver(OutboxContent content) => content.Message.About?.OfferEnds is { } end && end <= content.ExpiresAt
        ? new Irrelevance { Code = OfferEnd.Code, Why = new ReasonArgument("why", end).Value }.Reason
        : Reason.Of(DeliveryStanding.Expired, new ReasonArgument("at", content.ExpiresAt));

    /// <summary>The gate that shut the one channel says more than "no channel".</summary>
    private static Reason WhyNot(Decision decision, Channel channel) =>
        decision[channel] is { Blocks: { Count: > 0 } blocks } ? blocks[0].Reason : decision.NothingBecause!;

    /// <summary>The other accounts that work and may send it; none where the variant names one.</summary>
    private static string[] OthersOf(OutboxContent content, Campaign campaign, Circumstances around, DateTimeOffset now) => campaign.Variants.Any(variant => variant.Channel == content.Channel && variant.Account is not null)
        ? []
        : [.. around.Accounts[content.Channel].Where(account => account.Account != content.Account && !(account.PausedUntil > now) && content.Waits?.Any(wait => wait.Account == account.Account && wait.Until > now) != true).Select(account => account.Account)];

    /// <summary>Those that asked for a wait rest until it is over. Those that did not send it since the last wait come last, in the order in which they were tried. Of the others an account that was given the message before comes first; one that may have sent it is the only one.</summary>
    public static ILookup<Channel, AccountHealth> AccountsFor(OutboxContent content, Circumstances around)
    {
        if (content is { Frozen: null, Waits: null, Tried: null })
        {
            return around.Accounts;
        }

        var all = around.Accounts[content.Channel];
        var chosen = content.Frozen is not { Account: var frozen } ? all
            : content.MayBeSent ? all.Where(one => one.Account == frozen)
            : all.OrderBy(one => one.Account == frozen ? 0 : 1);
        if (content.Waits is { } waits)
        {
            chosen = chosen.Select(one => waits.FirstOrDefault(wait => wait.Account == one.Account) is { Until: var until } && !(one.PausedUntil > until) ? one with { PausedUntil = until } : one);
        }

        if (content.Tried is { } tried)
        {
            chosen = chosen.OrderBy(one => tried.Contains(one.Account));
        }

        return chosen.ToLookup(_ => content.Channel);
    }
}
