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

    /// <summary>What it asks, for people.</summary>
    internal virtual string Asked => When.ToString();

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

/// <summary>Takes channels out while a minute of the day lies in a window that facts state, across midnight too: the customer's own quiet hours.</summary>
public sealed record WindowRule : PolicyRule
{
    /// <summary>The minute of the day, such as <see cref="Facts.Now.LocalMinute"/>.</summary>
    public required Fact Minute { get; init; }

    /// <summary>Minutes to be added to it, such as a customer's distance from UTC; null for none.</summary>
    public Fact? Shift { get; init; }

    /// <summary>The minute at which the window begins.</summary>
    public required Fact From { get; init; }

    /// <summary>The minute at which it ends, itself outside; the same as <see cref="From"/> for no window.</summary>
    public required Fact Until { get; init; }

    internal override string Asked => $"{base.Asked} && {Minute}{(Shift is null ? "" : $" + {Shift}")} in [{From}, {Until})";
}

/// <summary>Takes channels out whose cost, by a table, is above what is left.</summary>
public sealed record BudgetRule : PolicyRule
{
    /// <summary>What is left: a number, or money.</summary>
    public required Fact Left { get; init; }

    /// <summary>What a message costs: units of <see cref="Left"/>; minor units for money.</summary>
    public required ScoreTable Costs { get; init; }

    /// <summary>The currency of the costs; null for a number.</summary>
    public Currency? Currency { get; init; }

    internal override string Asked => $"{base.Asked} && cost[{string.Join(", ", Costs.Keys)}] > {Left}";
}

/// <summary>Adds points, or takes them, when its condition holds.</summary>
public sealed record ScoreRule : PolicyRule
{
    /// <summary>How many.</summary>
    public required ScorePoints Points { get; init; }

    internal override string Asked => Points.Reads.Count == 0 ? base.Asked : $"{base.Asked}, {string.Join(", ", Points.Reads)}";
}
