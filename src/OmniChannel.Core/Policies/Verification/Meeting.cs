namespace OmniChannel;

/// <summary>Where regions meet.</summary>
internal readonly struct Meeting
{
    public static Meeting Nowhere => default;

    public static Meeting Undecided { get; } = new() { IsUndecided = true };

    public bool IsUndecided { get; private init; }

    /// <summary>For each variable the classes that it may have; null when there is no such box.</summary>
    public ClassSet[]? Box { get; private init; }

    /// <summary>Proved: they have nothing in common.</summary>
    public bool IsNowhere => Box is null && !IsUndecided;

    public static Meeting At(ClassSet[] box) => new() { Box = box };
}
