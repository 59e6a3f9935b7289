namespace OmniChannel.Storage;

/// <summary>The tables of names. The numbers are stored.</summary>
public enum LookupKind
{
    /// <summary>A caller's idempotency key → what it was answered.</summary>
    IdempotencyKey = 1,

    /// <summary>The hash of an unsubscribe token → customer, purpose, channel.</summary>
    UnsubscribeToken = 2,

    /// <summary>A delivery → its customer.</summary>
    Delivery = 3,
}
