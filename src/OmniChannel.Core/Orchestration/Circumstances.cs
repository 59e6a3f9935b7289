namespace OmniChannel;

/// <summary>What a decision needs to know beside the customer: gathered before a unit of work opens, because host code and other partitions are asked.</summary>
internal sealed record Circumstances
{
    public required IReadOnlyList<ChannelDefinition> Channels { get; init; }

    public required ILookup<Channel, AccountHealth> Accounts { get; init; }

    public required EvidenceState Evidence { get; init; }

    public required int AgentsFree { get; init; }

    /// <summary>Why the message is senseless; null when it makes sense.</summary>
    public Irrelevance? Irrelevant { get; init; }
}
