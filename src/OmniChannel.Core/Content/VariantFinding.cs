namespace OmniChannel;

/// <summary>One spot at which a variant does not fit its channel, and how to mend it. Holds no value of a customer.</summary>
public sealed record VariantFinding
{
    /// <summary>What kind of misfit it is.</summary>
    public required VariantFindingCode Code { get; init; }

    /// <summary>Where it is.</summary>
    public required ContentPlace Place { get; init; }

    /// <summary>What is there, such as "11 SMS parts".</summary>
    public required string Found { get; init; }

    /// <summary>What the channel takes, such as "at most 10 SMS parts".</summary>
    public required string Allowed { get; init; }

    /// <summary>What to do, as a sentence without its full stop.</summary>
    public required string Fix { get; init; }

    /// <summary>The finding in one line.</summary>
    public override string ToString() => $"{Place}: found {Found}, allowed {Allowed}; {Fix}";
}
