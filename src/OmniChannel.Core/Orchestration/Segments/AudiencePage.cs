namespace OmniChannel;

/// <summary>Some customers of an audience.</summary>
public sealed record AudiencePage
{
    /// <summary>The customers, in the order of their names' UTF-8 octets.</summary>
    public required IReadOnlyList<CustomerId> Customers { get; init; }

    /// <summary>Where the next page begins: what to pass as <c>after</c>; null when this is the last.</summary>
    public required CustomerId? Next { get; init; }

    /// <summary>How many customers on file were looked at for it.</summary>
    public required int Looked { get; init; }

    /// <summary>How many would be in it, and are held out by the policy.</summary>
    public required int HeldOut { get; init; }
}
