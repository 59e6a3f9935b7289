namespace OmniChannel;

/// <content>The identifiers that the library knows; a host names its own beside them.</content>
public readonly partial record struct IdentifierType
{
    /// <summary>The account that somebody signed in to. Two of them are never joined without a command.</summary>
    public static IdentifierType AuthenticatedId { get; } = new("authenticated-id");

    /// <summary>A mailbox that the person proved to own: a confirmation was clicked.</summary>
    public static IdentifierType VerifiedEmail { get; } = new("verified-email");

    /// <summary>A telephone number that the person proved to own: a code was typed.</summary>
    public static IdentifierType VerifiedPhone { get; } = new("verified-phone");

    /// <summary>A loyalty card that was shown.</summary>
    public static IdentifierType LoyaltyCard { get; } = new("loyalty-card");

    /// <summary>A mailbox that somebody typed. Whoever types it need not own it.</summary>
    public static IdentifierType UnverifiedEmail { get; } = new("email");

    /// <summary>An installation of the app on a device.</summary>
    public static IdentifierType Device { get; } = new("device");

    /// <summary>A browser: a cookie of the host.</summary>
    public static IdentifierType Browser { get; } = new("browser");
}
