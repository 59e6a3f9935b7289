namespace OmniChannel;

/// <summary>How personas are sought in data.</summary>
public sealed record PersonaProposalOptions
{
    /// <summary>The fewest kinds of customers that are tried.</summary>
    /// <value>2; from 2.</value>
    public int Least { get; init; } = 2;

    /// <summary>The most kinds that are tried.</summary>
    /// <value>6; to 20.</value>
    public int Most { get; init; } = 6;

    /// <summary>Where chance begins. The same seed and data give the same proposals on every machine.</summary>
    /// <value>1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>From how many seeds each number of kinds is tried: what comes out differently each time is not there.</summary>
    /// <value>5; 2 to 20.</value>
    public int Seeds { get; init; } = 5;

    /// <summary>On how many customers the number of kinds is chosen; all are grouped in the end.</summary>
    /// <value>4,000; 100 to 20,000.</value>
    public int Sample { get; init; } = 4000;
}
