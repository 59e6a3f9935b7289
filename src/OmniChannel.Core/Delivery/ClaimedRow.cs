using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>A claimed row, and what was seen of what it is about: taken once, so that nothing is kept of it while a provider is waited for.</summary>
/// <param name="claim">The claim.</param>
/// <param name="at">When it was claimed.</param>
/// <param name="sight">What was seen; null for nothing.</param>
internal sealed class ClaimedRow(ScheduleClaim claim, DateTimeOffset at, ClaimSight? sight)
{
    private ClaimSight? sight = sight;

    public ScheduleClaim Claim => claim;

    public DateTimeOffset At => at;

    /// <summary>What was seen, the first time; null after that.</summary>
    public ClaimSight? TakeSight() => Interlocked.Exchange(ref sight, null);
}
