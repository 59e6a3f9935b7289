namespace OmniChannel;

/// <summary>Which quantity stands while two that were set without knowledge of each other contradict. Either way it is reported as a conflict until anyone sets the quantity again.</summary>
public enum ConcurrentSets
{
    /// <summary>The larger: needs no clock, and is never below what somebody asked for.</summary>
    Larger,

    /// <summary>The one that was set last by the clocks of the devices, none of which counts as ahead of the server's.</summary>
    Latest,
}
