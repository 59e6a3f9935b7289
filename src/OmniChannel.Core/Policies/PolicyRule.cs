namespace OmniChannel;

/// <summary>One rule of a policy. A condition that is neither true nor false, because a fact is missing, makes an exclusion fire, a requirement fail and a score add nothing.</summary>
public abstract record PolicyRule
{
    private protected PolicyRule()
    {
    }

    /// <summary>The channels it speaks of; empty for all.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>When it speaks.</summary>
    public required Condition When { get; init; }

    /// <summary>Why it is there, in a marketer's words: explanations repeat it.</summary>
    public required string Because { get; init; }

    internal bool Concerns(Channel channel)
    {
        if (Channels.Count == 0)
        {
            return true;
        }

        for (var i = 0; i < Channels.Count; i++)
        {
            if (Channels[i] == channel)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Takes channels out when its condition holds.</summary>
public sealed record ExcludeRule : PolicyRule;

/// <summary>Takes channels out unless its condition holds.</summary>
public sealed record RequireRule : PolicyRule;

/// <summary>Adds points, or takes them, when its condition holds.</summary>
public sealed record ScoreRule : PolicyRule
{
    /// <summary>How many, −10,000 to 10,000.</summary>
    public required int Points { get; init; }
}
