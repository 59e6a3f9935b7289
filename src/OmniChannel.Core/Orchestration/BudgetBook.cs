using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What a campaign has spent, charged before use within the unit that spends it.</summary>
internal static class BudgetBook
{
    private const string Key = "budget";

    /// <summary>What is left of the campaign's budget without a unit, for a look that changes nothing; null for no limit.</summary>
    public static async ValueTask<Money?> ReadLeftAsync(Instance instance, Campaign campaign, CancellationToken cancellationToken) => campaign.Budget is { } budget
        ? Left(budget, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(campaign.Id), Key, cancellationToken).ConfigureAwait(false))
        : null;

    /// <summary>What is left of the campaign's budget; null for no limit. The unit names the campaign.</summary>
    public static async ValueTask<Money?> LeftAsync(IUnitOfWork work, Campaign campaign, CancellationToken cancellationToken) => campaign.Budget is { } budget
        ? Left(budget, await work.GetAsync(PartitionKey.Of(campaign.Id), Key, cancellationToken).ConfigureAwait(false))
        : null;

    /// <summary>What is left for a delivery that has been charged already; null for one that costs nothing, which no budget stops.</summary>
    public static async ValueTask<Money?> LeftAsync(IUnitOfWork work, Campaign campaign, Money? charged, CancellationToken cancellationToken) =>
        charged is { } own && await LeftAsync(work, campaign, cancellationToken).ConfigureAwait(false) is { } left && left.Currency == own.Currency ? left + own : null;

    /// <summary>What one message on a channel takes from the campaign's budget; null for nothing.</summary>
    public static Money? SpendOf(Campaign campaign, ChannelDefinition? channel) =>
        campaign.Budget is { } budget && channel?.Capabilities.CostPerMessage is { Minor: > 0 } cost && cost.Currency == budget.Currency ? cost : null;

    /// <summary>Charges the budget, or gives back by a negative amount.</summary>
    public static async ValueTask ChargeAsync(IUnitOfWork work, CampaignId campaign, Money amount, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(campaign);
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        var spent = row is null ? amount : StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent + amount;
        await work.PutAsync(partition, Key, row?.Version ?? 0, StoredJson.Write(new BudgetState { Spent = spent }, StoredJson.Default.BudgetState), cancellationToken).ConfigureAwait(false);
    }

    private static Money Left(Money budget, StateRow? row) => row is null ? budget : budget - StoredJson.Read(row.Body, StoredJson.Default.BudgetState).Spent;
}

/// <summary>What was spent of a campaign's budget. Version 1.</summary>
internal sealed record BudgetState
{
    public required Money Spent { get; init; }
}
