namespace OmniChannel;

/// <summary>How large an image may be on a channel.</summary>
public sealed record ImageLimit
{
    /// <summary>The widest, in pixels; null for unknown.</summary>
    public int? MaxWidth { get; init; }

    /// <summary>The highest, in pixels; null for unknown.</summary>
    public int? MaxHeight { get; init; }

    /// <summary>The largest, in bytes; null for unknown.</summary>
    public long? MaxBytes { get; init; }
}
