using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>A row of the schedule that a unit holds, as it stood.</summary>
/// <param name="Fence">Its fencing number.</param>
/// <param name="ClaimableAt">When its lease ends, in ticks.</param>
/// <param name="ServerNow">The server's clock, in ticks.</param>
internal sealed record HeldRow(long Fence, long ClaimableAt, long ServerNow)
{
    /// <summary>Whether so much of its lease is left that it need not be prolonged.</summary>
    public bool LastsFor(DateTimeOffset? now, TimeSpan lease) => LeaseRules.Lasts(TimeSpan.FromTicks(ClaimableAt - (now?.UtcTicks ?? ServerNow)), lease);
}
