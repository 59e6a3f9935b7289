namespace OmniChannel;

/// <summary>A session as one device finds it: where it is, to go on from there. For the host's code; a page gets none of it but what it shows.</summary>
public sealed record Session
{
    /// <summary>Its name.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Whose it is, an anonymous visitor perhaps. Not for the device: who holds a token does not learn whom it is of.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>What this device may do in it.</summary>
    public required SessionScope Scope { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last moved or taken up, in UTC.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The device last in hand.</summary>
    public required DeviceKind Device { get; init; }

    /// <summary>The page or screen; null for none yet.</summary>
    public string? Page { get; init; }

    /// <summary>The step of what is under way; null for nothing.</summary>
    public string? Step { get; init; }

    /// <summary>Products that were looked at, the newest last.</summary>
    public IReadOnlyList<StockItem> Viewed { get; init; } = [];

    /// <summary>What else the host keeps in it.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The printed code it began with; null for none.</summary>
    public CodeId? Code { get; init; }
}
