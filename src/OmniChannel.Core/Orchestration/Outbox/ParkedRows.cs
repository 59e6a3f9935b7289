using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Rows of the outbox that were set aside: read, and tried again.</summary>
internal static class ParkedRows
{
    public static Reason Unreadable { get; } = Reason.Of("parked.unreadable");

    /// <summary>A row as it is listed; one whose content cannot be read says so.</summary>
    public static ParkedDelivery Read(OutboxRow row)
    {
        var content = TryRead(row);
        return new ParkedDelivery
        {
            Delivery = row.Delivery,
            Customer = new CustomerId(row.Partition.Key),
            Campaign = content?.Message.Campaign,
            Channel = content?.Channel,
            Reason = content is null ? Unreadable : content.Reason ?? Reason.Of("attempt.too-many", new ReasonArgument("attempts", row.Attempts)),
            Attempts = row.Attempts,
            CreatedAt = row.CreatedAt,
            ExpiresAt = content?.ExpiresAt,
            MayBeSent = content?.MayBeSent ?? row.Attempts > 0,
        };
    }

    public static async ValueTask<RedriveResult> TryRedriveAsync(Instance instance, CampaignCatalog campaigns, CustomerId customer, DeliveryId delivery, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        if (await instance.Store.ReadOutboxAsync(instance.Tenant, PartitionKey.Of(customer), delivery, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return RedriveResult.Unknown;
        }

        if (row.State != OutboxState.Parked || TryRead(row) is { SteppedTo: not null })
        {
            return RedriveResult.NotParked;
        }

        if (TryRead(row) is not { } seen)
        {
            return RedriveResult.Unreadable;
        }

        var now = instance.Now;
        var until = expiresAt is { } wished ? MessageExpiry.Bound(wished, now) : seen.ExpiresAt;
        if (until <= now)
        {
            return RedriveResult.Expired;
        }

        // What gave its money back has to be paid for again.
        var owes = seen is { Spend: not null, HasReached: false };
        var campaign = owes ? await campaigns.FindAsync(seen.Message.Campaign, cancellationToken).ConfigureAwait(false) : null;
        var isFree = campaign is { Budget: null }; // it has no budget any more
        if (campaign?.Budget is not null)
        {
            await BudgetBook.LeaseMoreAsync(instance, campaign, seen.Spend!.Value, null, cancellationToken).ConfigureAwait(false);
        }

        await using var unit = await CustomerUnit.OpenAsync(instance, customer, Settlement.OthersOf(instance, seen), null, cancellationToken).ConfigureAwait(false);
        if (await QueuedDelivery.FindAsync(unit.Work, unit.Partition, delivery, cancellationToken).ConfigureAwait(false) is not { Row.State: OutboxState.Parked, Content.SteppedTo: null } queued)
        {
            return RedriveResult.NotParked;
        }

        if (owes && !isFree && !await BudgetBook.TryChargeAsync(unit.Work, instance, seen.Message.Campaign, seen.Spend!.Value, cancellationToken).ConfigureAwait(false))
        {
            return RedriveResult.OverBudget;
        }

        var content = queued.Content with { Failures = 0, NextAt = now, MissingSince = null, Reason = null, ExpiresAt = until, Spend = isFree ? null : queued.Content.Spend };
        content = expiresAt is null || content.Items is not { } items ? content : content with { Items = [.. items.Select(item => item.ExpiresAt < until ? item with { ExpiresAt = until } : item)] };
        await queued.UpdateAsync(unit.Work, OutboxState.Retrying, content, cancellationToken).ConfigureAwait(false);
        await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, delivery, content.Message, now, cancellationToken).ConfigureAwait(false);
        await Journal.RedrivenAsync(unit, queued, now, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return RedriveResult.Redriven;
    }

    public static OutboxContent? TryRead(OutboxRow row)
    {
        try
        {
            return StoredJson.ReadOutbox(row.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
