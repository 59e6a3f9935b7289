namespace OmniChannel;

/// <summary>A mark by which a person may be known: its type and its value as it was seen. Personal: kept on the touchpoint that carried it, and otherwise only as a hash.</summary>
public sealed record Identifier
{
    /// <summary>What kind of mark.</summary>
    public required IdentifierType Type { get; init; }

    /// <summary>The value. One that says nothing (empty, "null", "0000", longer than 1,024 characters) is kept on the touchpoint and never used to match; at most 4,000 characters.</summary>
    public required string Value { get; init; }

    /// <summary>The account that somebody signed in to.</summary>
    public static Identifier AuthenticatedId(string value) => new() { Type = IdentifierType.AuthenticatedId, Value = value };

    /// <summary>A mailbox that the person proved to own.</summary>
    public static Identifier VerifiedEmail(string value) => new() { Type = IdentifierType.VerifiedEmail, Value = value };

    /// <summary>A telephone number that the person proved to own.</summary>
    public static Identifier VerifiedPhone(string value) => new() { Type = IdentifierType.VerifiedPhone, Value = value };

    /// <summary>A loyalty card that was shown.</summary>
    public static Identifier LoyaltyCard(string value) => new() { Type = IdentifierType.LoyaltyCard, Value = value };

    /// <summary>A mailbox that somebody typed.</summary>
    public static Identifier UnverifiedEmail(string value) => new() { Type = IdentifierType.UnverifiedEmail, Value = value };

    /// <summary>An installation of the app on a device.</summary>
    public static Identifier Device(string value) => new() { Type = IdentifierType.Device, Value = value };

    /// <summary>A browser.</summary>
    public static Identifier Browser(string value) => new() { Type = IdentifierType.Browser, Value = value };

    /// <summary>The type only: a value is personal.</summary>
    public override string ToString() => $"{Type} …";
}
