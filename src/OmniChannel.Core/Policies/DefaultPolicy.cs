namespace OmniChannel;

/// <summary>The policy that holds when a host states none.</summary>
public static class DefaultPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Instance { get; } = new() { Name = "default" };
}
