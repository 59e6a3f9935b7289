namespace OmniChannel;

/// <summary>The policy that holds when a host states none: useful as it stands, and the beginning of most others. Its points stand in docs/policies.md, in one table.</summary>
public static class DefaultPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Instance { get; } = Policy.Named("default").OtherwiseBest();
}
