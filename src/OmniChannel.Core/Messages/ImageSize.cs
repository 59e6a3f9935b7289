namespace OmniChannel;

/// <summary>How large an image is, where the host knows: nothing is fetched to find out.</summary>
public sealed record ImageSize
{
    /// <summary>The width in pixels; null for unknown.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels; null for unknown.</summary>
    public int? Height { get; init; }

    /// <summary>The size in bytes; null for unknown.</summary>
    public long? Bytes { get; init; }
}
