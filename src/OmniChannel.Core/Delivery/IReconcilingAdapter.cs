namespace OmniChannel.Delivery;

/// <summary>Implemented beside <see cref="IChannelAdapter"/> by an account whose provider can be asked what it took over, by a field that the message carried. Makes <see cref="SendGuarantee.Reconcile"/> possible.</summary>
public interface IReconcilingAdapter
{
    /// <summary>Asks the provider whether it took a message over whose attempt ended in doubt. Called again later while the answer is unclear.</summary>
    /// <param name="message">What was sent, byte for byte; <see cref="OutgoingMessage.IdempotencyKey"/> is the correlation key it carried.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>
    /// What the provider says. Not-sent only when it is certain: a provider may still be at work on what it received, and its index may lag; unclear costs a question, a wrong not-sent
    /// costs a second message. An exception counts as unclear.
    /// </returns>
    ValueTask<ReconcileAnswer> ReconcileAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
