namespace OmniChannel;

/// <summary>What all customers together tell of the channels: how many came by each, and how many of them bought.</summary>
internal sealed record EvidenceState
{
    public static EvidenceState Empty { get; } = new();

    public IReadOnlyDictionary<Channel, LeadTally> Leads { get; init; } = new Dictionary<Channel, LeadTally>();
}

/// <summary>The customers that one channel brought, and those of them that bought.</summary>
internal sealed record LeadTally
{
    public required int Came { get; init; }

    public required int Bought { get; init; }
}
