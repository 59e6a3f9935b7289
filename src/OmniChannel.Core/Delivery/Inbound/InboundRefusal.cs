namespace OmniChannel;

/// <summary>Why a provider's call is not believed or not understood. Nothing of it was recorded.</summary>
public enum InboundRefusal
{
    /// <summary>It has no signature, or one that none of the account's secrets made.</summary>
    BadSignature,

    /// <summary>Signed, but too long ago or too far ahead: a replay, or a clock that is wrong.</summary>
    TooOld,

    /// <summary>The body is larger than <see cref="Delivery.IInboundAdapter.MaxBodyBytes"/>.</summary>
    TooLarge,

    /// <summary>Signed, and yet not what this provider sends.</summary>
    Malformed,

    /// <summary>Signed for somebody else: another topic, another account.</summary>
    NotOurs,

    /// <summary>No such account here, or one whose provider is not listened to.</summary>
    UnknownAccount,
}
