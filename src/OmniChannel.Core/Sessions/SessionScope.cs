namespace OmniChannel;

/// <summary>What the bearer of a token may do. Each includes those before it.</summary>
public enum SessionScope
{
    /// <summary>See where the session is, and its cart.</summary>
    View,

    /// <summary>Go on with it: move it, and change its cart.</summary>
    Edit,

    /// <summary>Pay, too.</summary>
    Pay,
}
