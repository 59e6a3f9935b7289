namespace OmniChannel;

/// <summary>A campaign cannot be saved as it is. Holds every problem at once, each with what to do; nothing was stored.</summary>
public sealed class CampaignRefusedException : ArgumentException
{
    /// <summary>Lists the problems.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="problems">At least one, those of the policy included: what was found, what was expected, what to do.</param>
    /// <param name="findings">What verification of the policy in force found wrong with the campaign.</param>
    public CampaignRefusedException(CampaignId campaign, IReadOnlyList<string> problems, IReadOnlyList<PolicyFinding> findings)
        : base("The campaign cannot be saved: " + string.Join(" ", problems ?? throw new ArgumentNullException(nameof(problems))), nameof(campaign)) =>
        (Campaign, Problems, Findings) = (campaign, problems, findings ?? throw new ArgumentNullException(nameof(findings)));

    /// <summary>The campaign that was refused.</summary>
    public CampaignId Campaign { get; }

    /// <summary>Every problem: what was found, what was expected, what to do.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The errors that verification found: the policy in force leaves the campaign no channel, its budget covers no message. Empty where it has other problems.</summary>
    public IReadOnlyList<PolicyFinding> Findings { get; }
}
