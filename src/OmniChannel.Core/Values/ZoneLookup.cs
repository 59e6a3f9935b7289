namespace OmniChannel;

/// <summary>The offsets of a zone, or why there are none.</summary>
internal readonly record struct ZoneLookup
{
    /// <summary>The offsets; null when the zone is unknown.</summary>
    internal ZoneOffsets? Offsets { get; init; }

    /// <summary>What was found and what was expected; null when the zone is known.</summary>
    internal string? Problem { get; init; }

    /// <summary>The IANA zone that was probably meant; null for no idea.</summary>
    internal string? Suggestion { get; init; }
}
