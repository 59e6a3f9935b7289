namespace OmniChannel;

/// <summary>How many agents are free to answer on a channel at this moment. Implementations are called from many threads.</summary>
public interface IAgentAvailability
{
    /// <summary>The number of free agents; 0 closes the channel.</summary>
    ValueTask<int> FreeAgentsAsync(Channel channel, CancellationToken cancellationToken);
}
