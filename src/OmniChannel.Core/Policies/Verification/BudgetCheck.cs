namespace OmniChannel;

/// <summary>Campaigns whose budget covers not one message of a channel.</summary>
internal static class BudgetCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Context.Campaigns.Count; i++)
        {
            var campaign = examined.Context.Campaigns[i];
            if (campaign.Budget is not { } budget)
            {
                continue;
            }

            var channels = campaign.Variants.Select(variant => variant.Channel).Distinct().Where(examined.Usable.Contains).ToList();
            var shut = channels.Select(channel => (Channel: channel, Why: Shut(examined.Find(channel)!.Capabilities.CostPerMessage, budget))).Where(one => one.Why is not null).ToList();
            if (shut.Count > 0)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2601",
                    Severity = shut.Count == channels.Count ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
                    Place = PolicyPlace.Of(campaign, i),
                    Found = shut.Count == channels.Count ? $"Its budget of {budget} covers not one message, on any channel." : $"Its budget of {budget} covers not one message on {Why.List(shut.ConvertAll(one => one.Channel))}.",
                    Why = string.Join(' ', shut.Select(one => $"A message on {one.Channel} costs {one.Why}.")),
                    Fix = "Raise the budget, state it in the currency of the costs, or take the variants out.",
                };
            }
        }
    }

    private static string? Shut(Money? cost, Money budget) =>
        cost is not { Minor: > 0 } money ? null
        : money.Currency != budget.Currency ? $"{money}, which is another currency"
        : money > budget ? $"{money}"
        : null;
}
