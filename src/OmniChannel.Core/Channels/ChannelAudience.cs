namespace OmniChannel;

/// <summary>Who uses a channel, before behaviour speaks: a prior, never a gate.</summary>
public sealed record ChannelAudience
{
    /// <summary>The age from which it is at home, in years.</summary>
    public int? AgeFrom { get; init; }

    /// <summary>The age up to which it is at home, in years.</summary>
    public int? AgeTo { get; init; }

    /// <summary>Whether consumers use it.</summary>
    public bool Consumers { get; init; } = true;

    /// <summary>Whether businesses use it.</summary>
    public bool Businesses { get; init; }

    /// <summary>ISO 3166-1 alpha-2 countries where it is strong; empty for everywhere.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The share of messages that lead to a purchase before anything is known, 0 to 1.</summary>
    public double PriorConversion { get; init; } = 0.02;
}
