namespace OmniChannel;

/// <summary>What a type of identifier is worth.</summary>
public sealed record IdentifierRule
{
    /// <summary>The type.</summary>
    public required IdentifierType Type { get; init; }

    /// <summary>What it may do by itself.</summary>
    public required IdentifierStrength Strength { get; init; }

    /// <summary>How many different values one person may have. For <see cref="IdentifierType.AuthenticatedId"/> whatever comes by itself stops at one; more need a command.</summary>
    /// <value>5, at least 1.</value>
    public int Limit { get; init; } = 5;

    /// <summary>Links customers by itself.</summary>
    public static IdentifierRule Strong(IdentifierType type, int limit = 5) => new() { Type = type, Strength = IdentifierStrength.Strong, Limit = limit };

    /// <summary>Suggests only.</summary>
    public static IdentifierRule Weak(IdentifierType type, int limit = 5) => new() { Type = type, Strength = IdentifierStrength.Weak, Limit = limit };
}
