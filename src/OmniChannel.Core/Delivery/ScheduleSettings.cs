using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>Does what a claimed row of the schedule asks for, and completes or reschedules it.</summary>
internal delegate ValueTask ScheduleHandler(ScheduleClaim claim);

/// <summary>Does it for a row of which something was seen when it was claimed.</summary>
internal delegate ValueTask SeenHandler(ClaimedRow row);

/// <summary>How the schedule is worked off.</summary>
internal sealed record ScheduleSettings
{
    /// <summary>For how many customers something is under way at once.</summary>
    public required int AtWork { get; init; }

    /// <summary>How many rows are claimed together.</summary>
    public required int Batch { get; init; }

    public required TimeSpan Lease { get; init; }

    public required TimeSpan PollInterval { get; init; }

    /// <summary>At what is looked with each claim.</summary>
    public required ClaimLook Look { get; init; }

    /// <summary>Whether claims and leases are counted by the store's own clock: unless a test drives another than the system's.</summary>
    public required bool CountsByStore { get; init; }
}
