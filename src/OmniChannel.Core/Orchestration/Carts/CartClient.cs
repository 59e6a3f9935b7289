namespace OmniChannel;

/// <summary>A client that replaces whole carts.</summary>
public sealed record CartClient
{
    /// <summary>Who: an agent, a surface. At most 64 characters.</summary>
    /// <value>Null: the library's caller as such.</value>
    public string? Actor { get; init; }

    /// <summary>The version that it was served.</summary>
    /// <value>Null: the one that its last operation answered; where there is none, the call is refused.</value>
    public long? BasedOn { get; init; }

    /// <summary>Names the call, so that it can be repeated. At most 60 characters.</summary>
    public string? OpId { get; init; }

    /// <summary>Over which channel it came.</summary>
    public Channel? Where { get; init; }
}
