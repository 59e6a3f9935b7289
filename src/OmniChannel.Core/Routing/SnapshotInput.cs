namespace OmniChannel;

/// <summary>Everything a snapshot is built from.</summary>
internal sealed record SnapshotInput
{
    public required CustomerState State { get; init; }

    public required Policy Policy { get; init; }

    public required Message Message { get; init; }

    public required Campaign Campaign { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Not before this instant; <see cref="Now"/> when there is no such wish.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The channels considered: every one with a variant or an adapter; their order does not matter.</summary>
    public required IReadOnlyList<ChannelDefinition> Channels { get; init; }

    public required IReadOnlyList<Persona> Personas { get; init; }

    /// <summary>What channels are for in the customer's stage.</summary>
    public StageRoles Roles { get; init; } = StageRoles.Standard;

    /// <summary>The accounts of each channel in their order; none when no adapter is registered.</summary>
    public required ILookup<Channel, AccountHealth> Accounts { get; init; }

    /// <summary>Says whether an address has the form its channel needs: the normalised address, or null and the problem.</summary>
    public required Func<ContactPoint, (string? Normalized, string? Problem)> CheckAddress { get; init; }

    public required EvidenceState Evidence { get; init; }

    public required int AgentsFree { get; init; }

    /// <summary>Why the message is senseless; null when it makes sense.</summary>
    public Irrelevance? Irrelevant { get; init; }

    /// <summary>What is left of the campaign's budget; null for no limit.</summary>
    public Money? BudgetLeft { get; init; }

    /// <summary>The host's zone for customers of whom neither zone nor country is known.</summary>
    public string? HostZone { get; init; }

    /// <summary>A delivery whose own reservation must not count against it.</summary>
    public DeliveryId? Excluding { get; init; }
}
