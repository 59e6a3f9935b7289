namespace OmniChannel;

/// <summary>One channel as a decision sees it.</summary>
internal sealed record ChannelSnapshot
{
    public required Channel Channel { get; init; }

    public required ChannelCapabilities Capabilities { get; init; }

    public required bool HasVariant { get; init; }

    /// <summary>The account the variant asks for; null for any.</summary>
    public string? PinnedAccount { get; init; }

    /// <summary>The accounts in their order; empty when no adapter sends on it.</summary>
    public required IReadOnlyList<AccountHealth> Accounts { get; init; }

    /// <summary>Whether one of the accounts is the one that the variant asks for.</summary>
    public bool MayUseAnAccount => Accounts.Any(MayUse);

    /// <summary>The first address that can be used, normalised; null when there is none.</summary>
    public string? Address { get; init; }

    /// <summary>What is wrong with the addresses there are; null when nothing is, or there are none.</summary>
    public string? AddressProblem { get; init; }

    /// <summary>Why the only addresses that have the right form are suppressed.</summary>
    public Suppression? Suppression { get; init; }

    public ConsentRecord? Consent { get; init; }

    public required Liking Liking { get; init; }

    /// <summary>What the personas declare and behaviour moved, −100 to 100.</summary>
    public required int PersonaWeight { get; init; }

    /// <summary>What its role in the customer's stage is worth.</summary>
    public int StagePoints { get; init; }

    /// <summary>What the personas declare, −100 to 100.</summary>
    public required int PersonaDeclared { get; init; }

    public required ChannelHistory History { get; init; }

    /// <summary>Customers it brought that bought, in thousandths, shrunk towards the prior.</summary>
    public required int LeadQuality { get; init; }

    /// <summary>Messages that lead this customer to buy, in thousandths, shrunk towards the prior.</summary>
    public required int ChanceToBuy { get; init; }

    /// <summary>The prior of both, in thousandths.</summary>
    public required int Prior { get; init; }

    public bool MayUse(AccountHealth account) => PinnedAccount is null || account.Account == PinnedAccount;
}
