using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Collects messages for one person into one delivery, which is queued from the first message on. Whatever is repeated or interrupted, a message is in exactly one delivery: each joins in one transaction, and what was begun takes no more.</summary>
internal sealed class Collector(Instance instance, Judge judge, RenderProof proof)
{
    private const int Most = 50;

    /// <summary>Where a message would be collected; null where it is not.</summary>
    public static string? SlotOf(SendRequest request, Campaign campaign) =>
        campaign.Digest is null || request.Message.Urgency == Urgency.Critical || request.NotBefore is not null
            ? null
            : SlotOf(request.Message);

    /// <summary>When a digest that begins now is due; null where the message would not live to see it.</summary>
    public DateTimeOffset? DueOf(Campaign campaign, SendRequest request, CustomerState person, DateTimeOffset now) =>
        DigestTimes.DueOf(campaign.Digest!, DigestTimes.ZoneOf(person.Profile, instance.Options.TimeZone, now), now) is var due && due < OfferEnd.Bound(request.ExpiresAt, request.Message, campaign, now) ? due : null;

    public DigestItem ItemOf(SendRequest request, DateTimeOffset now) => new() { Id = instance.Chance.Name(now), Message = request.Message, ExpiresAt = request.ExpiresAt };

    /// <summary>The delivery that still collects.</summary>
    public static async ValueTask<QueuedDelivery?> OpenAsync(CustomerUnit unit, string slot, Campaign campaign, CancellationToken cancellationToken) =>
        await unit.Work.GetAsync(unit.Partition, slot, cancellationToken).ConfigureAwait(false) is { } row
        && await QueuedDelivery.FindAsync(unit.Work, unit.Partition, Of(row), cancellationToken).ConfigureAwait(false) is { Row.State: OutboxState.Queued, Content.Items: { } items } open
        && items.Count < (campaign.Digest?.Max ?? Most) ? open : null;

    public static async ValueTask BeginAsync(CustomerUnit unit, string slot, DeliveryId delivery, CancellationToken cancellationToken)
    {
        var row = await unit.Work.GetAsync(unit.Partition, slot, cancellationToken).ConfigureAwait(false);
        await unit.Work.PutAsync(unit.Partition, slot, row?.Version ?? 0, StoredJson.Write(new DigestSlot { Delivery = delivery }, StoredJson.Default.DigestSlot), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets where a delivery that is purged was collected, unless a later one is there.</summary>
    public static async ValueTask ReleaseAsync(IUnitOfWork work, QueuedDelivery purged, CancellationToken cancellationToken)
    {
        var (partition, slot) = (purged.Row.Partition, purged.Content.Items is null ? null : SlotOf(purged.Content.Message));
        if (slot is not null && await work.GetAsync(partition, slot, cancellationToken).ConfigureAwait(false) is { } row && Of(row) == purged.Delivery)
        {
            await work.PutAsync(partition, slot, row.Version, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a message to a delivery that still collects; it is decided for itself first, so that what nobody may send does not slip in.</summary>
    /// <returns>The answer, or null for a message that no channel would take: then the decision says why.</returns>
    public async ValueTask<(SendResult? Result, Decision Decision)> JoinAsync(CustomerUnit unit, SendRequest request, Campaign campaign, Circumstances around, QueuedDelivery open, Money? left, CancellationToken cancellationToken)
    {
        var now = instance.Now;
        var own = left is { } free && open.Content.Spend is { } spend && free.Currency == spend.Currency ? free + spend : left;
        var decision = judge.Decide(new Question { Message = request.Message, Campaign = campaign, Now = now, ExpiresAt = request.ExpiresAt, Excluding = open.Delivery }, unit.Person, around, own);
        if (decision.Choice is null)
        {
            return (null, decision);
        }

        var item = ItemOf(request, now);
        var content = DigestFold.With(open.Content, [.. open.Content.Items!, item]);
        if (proof.Render(campaign, content.Message, content.Channel, unit.Person, proof.WayOut(content.Channel, content.Message), content.Items).Problem is { } problem)
        {
            return (new SendResult.Refused { Kind = RefusedKind.VariantDoesNotRender, Reason = problem }, decision);
        }

        var isFull = content.Items!.Count >= (campaign.Digest?.Max ?? Most);
        var until = isFull || content.NextAt < now ? now : content.NextAt ?? now;
        await open.UpdateAsync(unit.Work, OutboxState.Queued, content with { NextAt = until }, cancellationToken).ConfigureAwait(false);
        if (isFull)
        {
            await DeliveryTurn.ScheduleAsync(unit.Work, unit.Partition, open.Delivery, open.Content.Message, now, cancellationToken).ConfigureAwait(false);
        }

        await Journal.CollectedAsync(unit, open.Delivery, item.Id, content, until, now, cancellationToken).ConfigureAwait(false);
        await SendAnswers.AddAsync(unit, request, new SendAnswer { RequestHash = request.Hash(), Delivery = open.Delivery, Until = until, Item = item.Id }, now, cancellationToken).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.SendBeforeCommit);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        instance.Failpoints.Hit(Failpoints.SendAfterCommit);
        return (new SendResult.Deferred { Delivery = open.Delivery, Until = until, Item = item.Id, Decision = decision }, decision);
    }

    private static string SlotOf(Message message) => $"digest/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Campaign}\n{message.Purpose}\n{message.DigestKey}")))}";

    private static DeliveryId Of(StateRow row) => StoredJson.Read(row.Body, StoredJson.Default.DigestSlot).Delivery;
}
