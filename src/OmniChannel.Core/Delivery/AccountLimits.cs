namespace OmniChannel;

/// <summary>What one provider account bears.</summary>
public sealed class AccountLimits
{
    /// <summary>How many calls of it may be under way at once in this process, so that a slow provider does not take up all lanes. Messages that find no room wait, or go to the next account. Of several a quarter, at least one, is kept for urgent messages.</summary>
    /// <value>Null: as many as there are lanes. From 1 to 1,000.</value>
    public int? MaxConcurrent { get; set; }

    /// <summary>How many messages a second it may be given by all nodes together, over time: the provider's rate limit. Messages above it wait their turn.</summary>
    /// <value>Null: no limit. More than 0, at most 100,000; 0.5 is one in two seconds.</value>
    public double? RatePerSecond { get; set; }

    /// <summary>How many messages it may be given at once after a quiet time: within any stretch of time never more than the rate allows for it plus this.</summary>
    /// <value>Null: what the rate gives in a second, at least 1. From 1 to 1,000,000.</value>
    public int? Burst { get; set; }
}
