namespace OmniChannel;

/// <summary>What a device holds of a session.</summary>
public sealed record SessionHandle
{
    /// <summary>Opens the session on this device, for a cookie or the app's storage: 128 random bits. Only its hash is kept, so it cannot be shown again.</summary>
    public required string Token { get; init; }

    /// <summary>The session as it is now.</summary>
    public required Session Session { get; init; }

    /// <summary>The session without the token: a secret is never printed.</summary>
    public override string ToString() => $"a token of {Session.Id}";
}
