namespace OmniChannel;

/// <summary>Says who gets a conversation whose deadline was missed: a supervisor, a team, a bot. Implementations are called from many threads, and not within a transaction.</summary>
public interface IResponderRouting
{
    /// <summary>To whom it is offered next; null to let whoever is first take it.</summary>
    /// <param name="conversation">As it stood when the deadline passed: with who had it, and how often it was missed.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    ValueTask<ResponderId?> NextAsync(Conversation conversation, CancellationToken cancellationToken);
}
