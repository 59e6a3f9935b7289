namespace OmniChannel;

/// <summary>By which identifiers customers become one person, and where that ends.</summary>
public sealed record IdentityRules
{
    /// <summary>The types in their order of trust, the strongest first: when a limit would be passed, the weakest identifier of the event is left out.</summary>
    /// <value>Authenticated id (one per person), verified e-mail, verified phone, loyalty card; then, weak, e-mail as typed, device, browser.</value>
    public IReadOnlyList<IdentifierRule> Types { get; init; } =
    [
        IdentifierRule.Strong(IdentifierType.AuthenticatedId, 1),
        IdentifierRule.Strong(IdentifierType.VerifiedEmail),
        IdentifierRule.Strong(IdentifierType.VerifiedPhone),
        IdentifierRule.Strong(IdentifierType.LoyaltyCard),
        IdentifierRule.Weak(IdentifierType.UnverifiedEmail),
        IdentifierRule.Weak(IdentifierType.Device),
        IdentifierRule.Weak(IdentifierType.Browser),
    ];

    /// <summary>How many values one person may have of a type that <see cref="Types"/> does not name.</summary>
    /// <value>5, at least 1.</value>
    public int OtherLimit { get; init; } = 5;

    /// <summary>What a type that <see cref="Types"/> does not name may do by itself. Such types come after the named ones, in the order of their names.</summary>
    /// <value><see cref="IdentifierStrength.Weak"/>.</value>
    public IdentifierStrength OtherStrength { get; init; } = IdentifierStrength.Weak;

    /// <summary>Regular expressions of values that say nothing: kept on the event, never used to match. Applied from the start of the trimmed value; the empty value and those of more than 1,024 characters never match either.</summary>
    /// <value>Zeros and dashes, "-1", "null", "undefined", "none", "nil", "nan", "anonymous", "unknown", in any case.</value>
    public IReadOnlyList<string> BlockedValues { get; init; } = ["^[0-]*$", "^-1$", "(?i)^(null|undefined|none|nil|nan|anonymous|unknown)$"];

    /// <summary>How many links hold one person together at most. A further one is refused, and the refusal is in the timeline; the event is recorded all the same.</summary>
    /// <value>100, the most; at least 1.</value>
    public int MaxLinks { get; init; } = 100;

    /// <summary>How many identifiers one person has at most. A further one is refused, and the refusal is in the timeline.</summary>
    /// <value>1,000, the most; at least 1.</value>
    public int MaxIdentifiers { get; init; } = 1000;

    /// <summary>A secret under which identifiers are hashed (HMAC-SHA-256), so that who reads the store cannot try telephone numbers out. Another secret finds nothing of what was stored under the first.</summary>
    /// <value>Null: SHA-256 without a secret.</value>
    public ReadOnlyMemory<byte>? Secret { get; init; }
}
