namespace OmniChannel.Delivery;

/// <summary>
/// A token bucket that several nodes draw from by leases. Pure. A node leases some tokens and uses them from memory; the bucket fills by the rate, and only so far that with all tokens out on lease there are never more
/// than the burst: so whoever uses its lease whenever, within any stretch of time no more than rate × time + burst are used.
/// </summary>
/// <remarks>Unlike a budget's, a lease that ends with its node takes nothing back: time gives it anew. So no row has to be charged with each message, and a node that dies only makes the others wait a little.</remarks>
internal static class TokenBucket
{
    /// <summary>How long a node may use what it leased.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(10);

    /// <summary>What is nearly a token is one: sums of shares are not exact.</summary>
    private const double Grain = 1e-6;

    /// <summary>Gives a node another lease in place of its last one.</summary>
    /// <param name="before">The bucket as stored; null for one that is full.</param>
    /// <param name="rate">Tokens a second.</param>
    /// <param name="burst">Tokens of a full bucket.</param>
    /// <param name="last">What the node did with its last lease.</param>
    /// <param name="now">When.</param>
    /// <returns>The bucket afterwards, how many tokens the node has now, and when it should come again if it got none.</returns>
    public static (RateState After, int Granted, DateTimeOffset Again) Lease(RateState? before, double rate, int burst, LeaseUse last, DateTimeOffset now)
    {
        // A clock that was set back does not stop the bucket; clocks that differ by less than a lease do not fill it twice.
        var bucket = before is null || before.At > now + LeaseTime ? (before ?? new RateState { Level = burst, At = now, Leases = [] }) with { At = now } : before;
        var leases = bucket.Leases.Select(lease => lease.Until > now + (2 * LeaseTime) ? lease with { Until = now + LeaseTime } : lease).ToList();
        var level = Filled(bucket, leases, rate, burst, last, now);
        var others = leases.Where(lease => lease.Node != last.Node && lease.Until > now).ToList();
        var free = burst - others.Sum(lease => lease.Tokens);
        // What comes back after its lease has ended was given anew by time already.
        var returned = leases.Any(lease => lease.Node == last.Node && lease.Until > now) ? last.Left : 0;
        level = Math.Min(level + returned, Math.Max(free, 0));
        var granted = (int)Math.Min(Math.Floor(level + Grain), Math.Max(1, burst / 4));
        var after = bucket with
        {
            Level = Math.Max(level - granted, 0),
            At = now > bucket.At ? now : bucket.At,
            Leases = granted == 0 ? others : [.. others, new RateLease { Node = last.Node, Tokens = granted, Until = now + LeaseTime }],
        };
        var accrues = now + TimeSpan.FromSeconds((1 - Math.Min(level, 1)) / rate);
        var again = free >= 1 || others.Count == 0 ? accrues : others.Min(lease => lease.Until);
        return (after, granted, again > accrues ? again : accrues);
    }

    /// <summary>The level now: it rises from stretch to stretch, in each only so far that the leases that hold there leave room.</summary>
    private static double Filled(RateState bucket, List<RateLease> leases, double rate, int burst, LeaseUse last, DateTimeOffset now)
    {
        var (level, at) = (bucket.Level, bucket.At);
        foreach (var end in leases.Select(EndOf).Append(now).Where(end => end > at && end <= now).Distinct().Order().ToList())
        {
            var room = burst - leases.Where(lease => EndOf(lease) > at).Sum(lease => lease.Tokens);
            level = Math.Max(level, Math.Min(level + (rate * (end - at).TotalSeconds), room));
            at = end;
        }

        return level;

        DateTimeOffset EndOf(RateLease lease) => lease.Node == last.Node && last.UsedUpAt is { } used && used < lease.Until ? used : lease.Until;
    }
}

/// <summary>What a node did with its last lease.</summary>
/// <param name="Node">Which node.</param>
/// <param name="Left">The tokens that it has not used and gives back; those of a lease that has ended are void.</param>
/// <param name="UsedUpAt">When it used the last of them; null when some are left, or it had none.</param>
internal readonly record struct LeaseUse(string Node, int Left, DateTimeOffset? UsedUpAt);

/// <summary>A bucket of tokens of one account. Version 1.</summary>
internal sealed record RateState
{
    /// <summary>How many tokens are in it.</summary>
    public required double Level { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is out on lease.</summary>
    public required IReadOnlyList<RateLease> Leases { get; init; }
}

/// <summary>Tokens that one node may use until the lease ends. Version 1.</summary>
internal sealed record RateLease
{
    public required string Node { get; init; }

    public required int Tokens { get; init; }

    public required DateTimeOffset Until { get; init; }
}
