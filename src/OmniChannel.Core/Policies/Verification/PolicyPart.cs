namespace OmniChannel;

/// <summary>The parts of a policy, and of what it is verified with, that a finding may speak of.</summary>
public enum PolicyPart
{
    /// <summary>The policy as a whole.</summary>
    Policy,

    /// <summary>One of <see cref="OmniChannel.Policy.Rules"/>.</summary>
    Rule,

    /// <summary>One of <see cref="OmniChannel.Policy.Plans"/>.</summary>
    Plan,

    /// <summary>One of <see cref="OmniChannel.Policy.Caps"/>.</summary>
    Cap,

    /// <summary>One of <see cref="OmniChannel.Policy.Quiet"/>.</summary>
    QuietHours,

    /// <summary>One of <see cref="PolicyContext.Campaigns"/>.</summary>
    Campaign,
}
