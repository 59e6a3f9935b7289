using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// What campaigns may still spend. Each node leases a block of a campaign's budget and charges it before use, within the unit that spends it; so nodes do not wait for each other. What is
/// left of a block returns when its lease ends, its node dead or alive: never overspent, briefly under-used.
/// </summary>
internal static class BudgetBook
{
    /// <summary>The kind under which the schedule knows the end of a lease.</summary>
    public const string ScheduleKind = "budget-lease";

    private const string BudgetKey = "budget";
    private const string LeaseKey = "lease";

    /// <summary>A block is the twentieth part of the budget, or what is needed if that is more.</summary>
    private const int Blocks = 20;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    /// <summary>The partition of this node's block of a campaign's budget.</summary>
    public static PartitionKey LeaseOf(Instance instance, CampaignId campaign)
    {
        // A name of a campaign that is too long to stand beside the node's is shortened without a clash.
        var name = campaign.Value.Length <= 160 ? campaign.Value : $"#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(campaign.Value)))}";
        return new PartitionKey(PartitionKind.Lease, $"{instance.Node}/{name}");
    }

    /// <summary>Where that block is.</summary>
    public static StateAddress LeaseRowOf(Instance instance, CampaignId campaign) => new(LeaseOf(instance, campaign), LeaseKey);

    /// <summary>What no node has leased or spent, as it is committed; null for no limit.</summary>
    public static async ValueTask<Money?> ReadUnleasedAsync(Instance instance, Campaign campaign, CancellationToken cancellationToken) => campaign.Budget is { } budget
        ? Unleased(budget, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(campaign.Id), BudgetKey, cancellationToken).ConfigureAwait(false))
        : null;

    /// <summary>What this node may still spend, for a look that changes nothing; null for no limit.</summary>
    public static async ValueTask<Money?> ReadLeftAsync(Instance instance, Campaign campaign, CancellationToken cancellationToken) =>
        await ReadUnleasedAsync(instance, campaign, cancellationToken).ConfigureAwait(false) is { } unleased
            ? unleased + Left(await instance.Store.ReadStateAsync(instance.Tenant, LeaseOf(instance, campaign.Id), LeaseKey, cancellationToken).ConfigureAwait(false), unleased.Currency)
            : null;

    /// <summary>What this node may still spend, in a unit that names its lease: its block, and what nobody has leased as it was read; null for no limit.</summary>
    public static async ValueTask<Money?> LeftAsync(IUnitOfWork work, Instance instance, Campaign campaign, Money? unleased, CancellationToken cancellationToken) => unleased is { } free
        ? free + Left(await work.GetAsync(LeaseOf(instance, campaign.Id), LeaseKey, cancellationToken).ConfigureAwait(false), free.Currency)
        : null;

    /// <summary>What was spent of a campaign's budget in another currency than it has now; null for nothing, and that is forgotten then.</summary>
    public static async ValueTask<Money?> SpentOtherwiseAsync(IUnitOfWork work, Campaign campaign, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(campaign.Id);
        if (campaign.Budget is not { } budget || await work.GetAsync(partition, BudgetKey, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var spent = StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent;
        if (spent.Currency == budget.Currency)
        {
            return null;
        }

        if (spent.Minor > 0)
        {
            return spent;
        }

        await work.PutAsync(partition, BudgetKey, row.Version, null, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>What one message on a channel takes from the campaign's budget; null for nothing.</summary>
    public static Money? SpendOf(Campaign campaign, ChannelDefinition? channel) =>
        campaign.Budget is { } budget && channel?.Capabilities.CostPerMessage is { Minor: > 0 } cost && cost.Currency == budget.Currency ? cost : null;

    /// <summary>Charges the node's block.</summary>
    /// <returns>False when there is too little in it: then nothing changed.</returns>
    public static async ValueTask<bool> TryChargeAsync(IUnitOfWork work, Instance instance, CampaignId campaign, Money amount, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(LeaseOf(instance, campaign), LeaseKey, cancellationToken).ConfigureAwait(false);
        if (row is null || Read(row) is not { } lease || lease.Left.Currency != amount.Currency || lease.Left.Minor < amount.Minor)
        {
            return false;
        }

        await PutAsync(work, LeaseOf(instance, campaign), row.Version, lease with { Left = lease.Left - amount }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives back to the node's block what was charged, here or on another node.</summary>
    public static async ValueTask GiveBackAsync(IUnitOfWork work, Instance instance, CampaignId campaign, Money amount, CancellationToken cancellationToken)
    {
        var partition = LeaseOf(instance, campaign);
        var row = await work.GetAsync(partition, LeaseKey, cancellationToken).ConfigureAwait(false);
        var lease = row is null ? await BeginAsync(work, partition, instance, campaign, amount.Currency, cancellationToken).ConfigureAwait(false) : Read(row);
        await PutAsync(work, partition, row?.Version ?? 0, lease with { Left = lease.Left + amount }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leases another block, big enough for a message of this price, or what there is.</summary>
    /// <returns>What nobody has leased afterwards.</returns>
    private static async ValueTask<Money> RefillAsync(IUnitOfWork work, Instance instance, Campaign campaign, Money need, CancellationToken cancellationToken)
    {
        var (budget, partition) = (campaign.Budget!.Value, LeaseOf(instance, campaign.Id));
        var spent = await work.GetAsync(PartitionKey.Of(campaign.Id), BudgetKey, cancellationToken).ConfigureAwait(false);
        var unleased = Unleased(budget, spent);
        var row = await work.GetAsync(partition, LeaseKey, cancellationToken).ConfigureAwait(false);
        if (Left(row, budget.Currency).Minor >= need.Minor)
        {
            return unleased; // another message of this node has leased one meanwhile
        }

        var block = new Money(Math.Clamp(Math.Max(need.Minor, budget.Minor / Blocks), 0, Math.Max(0, unleased.Minor)), budget.Currency);
        if (block.Minor > 0)
        {
            await SpendAsync(work, campaign.Id, spent, block, cancellationToken).ConfigureAwait(false);
            var lease = await BeginAsync(work, partition, instance, campaign.Id, budget.Currency, cancellationToken).ConfigureAwait(false);
            await PutAsync(work, partition, row?.Version ?? 0, lease with { Left = block + Left(row, budget.Currency) }, cancellationToken).ConfigureAwait(false);
        }

        return unleased - block;
    }

    /// <summary>Leases another block in a unit of its own.</summary>
    /// <returns>What nobody has leased afterwards.</returns>
    public static async ValueTask<Money> LeaseMoreAsync(Instance instance, Campaign campaign, Money need, DbTransaction? joined, CancellationToken cancellationToken)
    {
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionKey.Of(campaign.Id), LeaseOf(instance, campaign.Id)], joined, cancellationToken).ConfigureAwait(false);
        var unleased = await RefillAsync(work, instance, campaign, need, cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return unleased;
    }

    /// <summary>Returns what is left of a block whose lease has ended, whoever had it.</summary>
    public static async ValueTask EndAsync(Instance instance, ScheduleClaim claim)
    {
        var none = CancellationToken.None;
        if (await instance.Store.ReadStateAsync(instance.Tenant, claim.Partition, LeaseKey, none).ConfigureAwait(false) is not { } seen)
        {
            return;
        }

        var campaign = Read(seen).Campaign;
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [PartitionKey.Of(campaign), claim.Partition], null, none).ConfigureAwait(false);
        var row = await work.GetAsync(claim.Partition, LeaseKey, none).ConfigureAwait(false);
        if (!await work.TryCompleteAsync(claim, none).ConfigureAwait(false) || row is null)
        {
            return;
        }

        var left = Read(row).Left;
        var spent = await work.GetAsync(PartitionKey.Of(campaign), BudgetKey, none).ConfigureAwait(false);
        await SpendAsync(work, campaign, spent, new Money(-left.Minor, left.Currency), none).ConfigureAwait(false);
        await work.PutAsync(claim.Partition, LeaseKey, row.Version, null, none).ConfigureAwait(false);
        await work.CommitAsync(none).ConfigureAwait(false);
    }

    private static async ValueTask<BudgetLease> BeginAsync(IUnitOfWork work, PartitionKey partition, Instance instance, CampaignId campaign, Currency currency, CancellationToken cancellationToken)
    {
        await work.ScheduleAsync(partition, ScheduleKind, LeaseKey, instance.Now + LeaseTime, cancellationToken).ConfigureAwait(false);
        return new BudgetLease { Campaign = campaign, Left = new Money(0, currency) };
    }

    private static async ValueTask SpendAsync(IUnitOfWork work, CampaignId campaign, StateRow? row, Money amount, CancellationToken cancellationToken)
    {
        var spent = row is null ? amount : StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent + amount;
        await work.PutAsync(PartitionKey.Of(campaign), BudgetKey, row?.Version ?? 0, StoredJson.Write(new BudgetState { Spent = spent }, StoredJson.Default.BudgetState), cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask PutAsync(IUnitOfWork work, PartitionKey partition, long version, BudgetLease lease, CancellationToken cancellationToken) =>
        await work.PutAsync(partition, LeaseKey, version, StoredJson.Write(lease, StoredJson.Default.BudgetLease), cancellationToken).ConfigureAwait(false);

    private static BudgetLease Read(StateRow row) => StoredJson.Read(row.Body, StoredJson.Default.BudgetLease);

    private static Money Left(StateRow? row, Currency currency) => row is not null && Read(row).Left is { } left && left.Currency == currency ? left : new Money(0, currency);

    /// <summary>Of a budget that was in another currency when it was spent nothing is left: nobody can say how much that was.</summary>
    private static Money Unleased(Money budget, StateRow? row) => row is null ? budget
        : StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent is var spent && spent.Currency == budget.Currency ? budget - spent
        : new Money(0, budget.Currency);
}

/// <summary>What was spent of a campaign's budget, or leased by a node that may spend it. Version 1.</summary>
internal sealed record BudgetState
{
    public required Money Spent { get; init; }
}

/// <summary>A block of a campaign's budget that one node may spend. Version 1.</summary>
internal sealed record BudgetLease
{
    public required CampaignId Campaign { get; init; }

    public required Money Left { get; init; }
}
