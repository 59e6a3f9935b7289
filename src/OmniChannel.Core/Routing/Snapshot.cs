namespace OmniChannel;

/// <summary>Everything a decision rests on: the time is in it, and nothing outside it is asked. The same snapshot and policy give the same decision.</summary>
internal sealed record Snapshot
{
    public required CustomerId Customer { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The first instant that may be chosen.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required Message Message { get; init; }

    public required PersonaId? Persona { get; init; }

    /// <summary>How much of the customer is which persona; empty where it is one whole, or none.</summary>
    public IReadOnlyList<PersonaShare> PersonaShares { get; init; } = [];

    public required FunnelStage Stage { get; init; }

    public required DeviceKind Device { get; init; }

    /// <summary>Until when the customer counts as on the website; null when not there.</summary>
    public DateTimeOffset? OnSiteUntil { get; init; }

    public DateTimeOffset? InAppUntil { get; init; }

    public DateTimeOffset? InStoreUntil { get; init; }

    public required int AgentsFree { get; init; }

    public required CustomerFacts Facts { get; init; }

    /// <summary>What the host says by its own facts: of the message, then of the customer.</summary>
    public FactSet Attributes { get; init; } = FactSet.Empty;

    public required Liking TopicLiking { get; init; }

    public Irrelevance? Irrelevant { get; init; }

    public Money? BudgetLeft { get; init; }

    /// <summary>The offsets of every zone the customer may be in.</summary>
    public required IReadOnlyList<ZoneOffsets> Zones { get; init; }

    /// <summary>The offsets of the zones that the policy's calendar caps name.</summary>
    public required IReadOnlyDictionary<string, ZoneOffsets> CalendarZones { get; init; }

    public required IReadOnlyList<Reason> Assumptions { get; init; }

    /// <summary>What was sent and reserved, oldest first, the message's own reservation left out.</summary>
    public required IReadOnlyList<Contact> Contacts { get; init; }

    public required IReadOnlyList<ChannelSnapshot> Channels { get; init; }

    /// <summary>Every instant that may be chosen, [not before, expiry); empty when the message has expired.</summary>
    public required TimeRanges Whole { get; init; }
}
