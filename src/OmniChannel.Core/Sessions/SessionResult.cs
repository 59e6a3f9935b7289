namespace OmniChannel;

/// <summary>What a token led to: a session, its end, or nothing.</summary>
public abstract record SessionResult
{
    private SessionResult()
    {
    }

    /// <summary>The session goes on.</summary>
    public sealed record Found : SessionResult
    {
        /// <summary>Where it is.</summary>
        public required Session Session { get; init; }
    }

    /// <summary>The session, or this device's part in it, is over. The device starts a new one.</summary>
    public sealed record Ended : SessionResult
    {
        /// <summary>How.</summary>
        public required SessionEnd Because { get; init; }
    }

    /// <summary>The token is good for less than was asked: <see cref="SessionScope"/>.</summary>
    public sealed record Forbidden : SessionResult;

    /// <summary>No such token: never given out, tampered with, or of a session that was purged.</summary>
    public sealed record NotFound : SessionResult;
}
