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

    /// <summary>The hash of an identifier of a person → the customer who has it.</summary>
    Identifier = 4,

    /// <summary>The hash of a hand-off token or of a printed code → where it was made.</summary>
    HandOff = 5,

    /// <summary>A session → its customer.</summary>
    Session = 6,

    /// <summary>A channel's address of a conversation → the customer it is held with.</summary>
    Conversation = 7,

    /// <summary>The hash of what a provider calls a message of ours, or of an address that was written to → the customer, and the delivery.</summary>
    Correspondence = 8,
}
