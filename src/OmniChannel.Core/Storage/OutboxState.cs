namespace OmniChannel.Storage;

/// <summary>Where an outbox row stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its time.</summary>
    Queued = 0,

    /// <summary>Claimed, rendered and frozen; the provider is being called, or was when the process ended.</summary>
    Calling = 1,

    /// <summary>Waits for another attempt.</summary>
    Retrying = 2,

    /// <summary>The provider has taken it over.</summary>
    Accepted = 3,

    /// <summary>The provider refused it for good.</summary>
    Rejected = 4,

    /// <summary>It may have been sent or not, and is not tried again.</summary>
    Unknown = 5,

    /// <summary>Not sent because it was no longer right to: consent, relevance, expiry.</summary>
    Skipped = 6,

    /// <summary>Set aside after too many attempts, to be looked at.</summary>
    Parked = 7,
}
