namespace OmniChannel;

/// <summary>What <see cref="WebhookVerifier"/> found.</summary>
public enum WebhookVerdict
{
    /// <summary>The id, the timestamp or the signature is missing.</summary>
    MissingHeader,

    /// <summary>The id has a full stop, a blank or a character outside ASCII; the timestamp is not a whole number of seconds; or a header is too long.</summary>
    MalformedHeader,

    /// <summary>No signature was made by any of the secrets over exactly these bytes.</summary>
    WrongSignature,

    /// <summary>Signed, but longer ago than is tolerated: a replay, or a clock that is wrong.</summary>
    TooOld,

    /// <summary>Signed, but further ahead than is tolerated: a clock that is wrong.</summary>
    TooNew,

    /// <summary>Signed by one of the secrets, over these bytes, just now.</summary>
    Valid,
}
