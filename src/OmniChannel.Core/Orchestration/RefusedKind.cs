namespace OmniChannel;

/// <summary>Why a request to send was refused.</summary>
public enum RefusedKind
{
    /// <summary>The idempotency key was used for another message or customer.</summary>
    KeyReused,

    /// <summary>Too much is waiting; nothing was stored, try again later.</summary>
    Overloaded,

    /// <summary>The message had expired before it was sent.</summary>
    Expired,

    /// <summary>The only addresses the customer has do not have the form their channels need.</summary>
    InvalidAddress,

    /// <summary>The variant of the chosen channel, or of one it may step up to, cannot be rendered for this customer.</summary>
    VariantDoesNotRender,

    /// <summary>The customer was erased.</summary>
    Erased,
}
