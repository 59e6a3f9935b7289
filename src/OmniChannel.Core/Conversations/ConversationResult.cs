namespace OmniChannel;

/// <summary>What became of a responder's step.</summary>
public abstract record ConversationResult
{
    private ConversationResult()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done : ConversationResult
    {
        /// <summary>The conversation afterwards.</summary>
        public required Conversation Conversation { get; init; }

        /// <summary>Whether this was done before, under the same name: nothing changed, and nothing is to be sent again.</summary>
        public bool IsReplay { get; init; }
    }

    /// <summary>It is not, and nothing changed.</summary>
    public sealed record Refused : ConversationResult
    {
        /// <summary>Why.</summary>
        public required ConversationRefusal Because { get; init; }

        /// <summary>The conversation as it stands; null when there is none.</summary>
        public Conversation? Conversation { get; init; }
    }
}
