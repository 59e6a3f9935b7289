namespace OmniChannel;

/// <summary>What a hand-off token led to.</summary>
public abstract record RedeemResult
{
    private RedeemResult()
    {
    }

    /// <summary>The session goes on, on this device, under a token of its own.</summary>
    public sealed record Redeemed : RedeemResult
    {
        /// <summary>What the device holds from now on.</summary>
        public required SessionHandle Handle { get; init; }
    }

    /// <summary>It does not.</summary>
    public sealed record Refused : RedeemResult
    {
        /// <summary>Why.</summary>
        public required HandOffRefusal Because { get; init; }
    }
}

/// <summary>Why a hand-off token was refused.</summary>
public enum HandOffRefusal
{
    /// <summary>No such token: never made, tampered with, or long over.</summary>
    NotFound,

    /// <summary>It was redeemed before; a token is good for one device.</summary>
    TokenUsed,

    /// <summary>Its time has run out.</summary>
    TokenExpired,

    /// <summary>It is for another place. It can still be redeemed there.</summary>
    Forbidden,

    /// <summary>The session it carries is over.</summary>
    SessionEnded,
}
