namespace OmniChannel;

/// <summary>Agents counted by a function of the host.</summary>
internal sealed class CountedAgents(Func<Channel, int> freeAgents) : IAgentAvailability
{
    public ValueTask<int> FreeAgentsAsync(Channel channel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(freeAgents(channel));
    }
}
