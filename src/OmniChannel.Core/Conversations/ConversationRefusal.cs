namespace OmniChannel;

/// <summary>Why a responder could not do what was asked. Nothing changed.</summary>
public enum ConversationRefusal
{
    /// <summary>There is no such conversation.</summary>
    NotFound,

    /// <summary>It is closed. The customer's next message opens another.</summary>
    Closed,

    /// <summary>Somebody else has it.</summary>
    AlreadyHeld,

    /// <summary>It is offered to the one who has it already.</summary>
    AlreadyActive,

    /// <summary>The responder does not have it.</summary>
    NotHolder,

    /// <summary>It is not offered to this responder.</summary>
    NotPending,

    /// <summary>What was said has been answered; the answer of the other stands.</summary>
    AlreadyAnswered,

    /// <summary>The customer has written since: what would be closed was not read.</summary>
    Unread,

    /// <summary>The note has more than 4 KB.</summary>
    TooLarge,
}
