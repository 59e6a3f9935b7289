using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>A row of the schedule that a worker holds, as it stood when it was looked at.</summary>
/// <param name="ClaimableAt">When its lease ends, in ticks.</param>
/// <param name="ServerNow">The server's clock, in ticks.</param>
internal sealed record HeldRow(long ClaimableAt, long ServerNow)
{
    /// <summary>Longer than a unit is open that was read ahead for.</summary>
    public static readonly TimeSpan Safe = TimeSpan.FromSeconds(3);

    /// <summary>Whether nobody can claim it before the unit ends; whatever is written to it asks for the fencing number nevertheless.</summary>
    public bool IsSafe => ClaimableAt - ServerNow > Safe.Ticks;

    /// <summary>Whether so much of its lease is left that it need not be prolonged.</summary>
    public bool LastsFor(DateTimeOffset? now, TimeSpan lease) => LeaseRules.Lasts(TimeSpan.FromTicks(ClaimableAt - (now?.UtcTicks ?? ServerNow)), lease);
}
