using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The campaigns: those registered when the instance was made, and those saved at run time.</summary>
internal sealed class CampaignCatalog(Instance instance, IEnumerable<Campaign> registered)
{
    private const string Key = "campaign";
    private const int Page = 100;

    // The first of two with one name; the start check names the second.
    private readonly FrozenDictionary<CampaignId, Campaign> registered = registered.GroupBy(campaign => campaign.Id).ToFrozenDictionary(same => same.Key, same => same.First());

    /// <exception cref="ArgumentException">There is no such campaign.</exception>
    public async ValueTask<Campaign> GetAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await FindAsync(campaign, cancellationToken).ConfigureAwait(false)
        ?? throw new ArgumentException($"There is no campaign '{campaign}'. Register it at start, or save it by SaveAsync(campaign).", nameof(campaign));

    /// <summary>Null when there is no such campaign.</summary>
    public async ValueTask<Campaign?> FindAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        registered.TryGetValue(campaign, out var known)
            ? known
            : await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(campaign), Key, cancellationToken).ConfigureAwait(false) is { } row
                ? StoredJson.Read(row.Body, StoredJson.Default.Campaign)
                : null;

    /// <summary>Whether it is known by this node's code, which need not be that of other nodes.</summary>
    public bool IsOfCode(CampaignId campaign) => registered.ContainsKey(campaign);

    /// <summary>Those saved at run time, in the order of their names.</summary>
    public async IAsyncEnumerable<Campaign> ReadSavedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await instance.Store.ListPartitionsAsync(instance.Tenant, PartitionKind.Campaign, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var id in page.Select(partition => new CampaignId(partition.Key)))
            {
                // A campaign of code has a partition too, for its budget.
                if (!registered.ContainsKey(id) && await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } saved)
                {
                    yield return saved;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }

    /// <exception cref="CampaignRefusedException">It breaks a rule, is registered in code, or the policy in force sends none of it; holds every problem.</exception>
    public async ValueTask SaveAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var content = CampaignChecks.Findings(campaign, instance);
        var problems = CampaignChecks.Problems(campaign, instance, content).ToList();
        if (registered.ContainsKey(campaign.Id))
        {
            problems.Add($"Campaign '{campaign.Id}' is registered in code; change it there, or save it under another name.");
        }

        // A campaign that is none in itself would only confuse the verification.
        var findings = problems.Count == 0 ? PolicyChecks.Added(campaign, instance.Policies.Current, instance, [.. registered.Values]) : [];
        PolicyFinding[] errors = [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        problems.AddRange(errors.Select(error => PolicyChecks.Problem(error, instance.Policies)));
        if (problems.Count > 0)
        {
            throw new CampaignRefusedException(campaign.Id, problems, errors);
        }

        await StoreConflicts.RetryAsync(null, () => TrySaveAsync(campaign, cancellationToken)).ConfigureAwait(false);
        CampaignChecks.Warn(instance, content);
        PolicyChecks.Warn(instance.Log, instance.Policies, findings.Select(finding => finding.ToDiagnostic()));
    }

    private async ValueTask<bool> TrySaveAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(campaign.Id);
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        if (await BudgetBook.SpentOtherwiseAsync(work, campaign, cancellationToken).ConfigureAwait(false) is { } spent)
        {
            throw new CampaignRefusedException(campaign.Id, [$"Its budget is {campaign.Budget}, and of the one it had {spent} is spent or leased, which nobody can compare; keep the currency, or save it under another name."], []);
        }

        await work.PutAsync(partition, Key, row?.Version ?? 0, StoredJson.Write(campaign, StoredJson.Default.Campaign), cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
