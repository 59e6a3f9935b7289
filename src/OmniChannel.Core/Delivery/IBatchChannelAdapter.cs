namespace OmniChannel.Delivery;

/// <summary>
/// Implemented beside <see cref="IChannelAdapter"/> by an account whose provider takes several messages in one call. Messages that are ready at the same moment go together; nobody waits for company, and one alone goes by
/// <see cref="IChannelAdapter.SendAsync"/>.
/// </summary>
/// <remarks>Each message has an attempt, a key and an outcome of its own, whatever it shared a call with. Called from several threads at once.</remarks>
public interface IBatchChannelAdapter : IChannelAdapter
{
    /// <summary>How many messages a call takes at most, from 2. More than one and a quarter times <see cref="OmniChannelOptions.Concurrency"/> are never ready at once.</summary>
    int MaxBatch { get; }

    /// <summary>Hands messages over in one call.</summary>
    /// <param name="messages">From 2 to <see cref="MaxBatch"/>, of one account, to any recipients.</param>
    /// <param name="cancellationToken">Ends the call after half of the attempt's deadline, as messages may have waited for the call before; or because the process stops.</param>
    /// <returns>What became of each message, in their order. An exception, or another number of outcomes, puts all of them in doubt: it is then not known which were taken over.</returns>
    ValueTask<IReadOnlyList<AttemptOutcome>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
