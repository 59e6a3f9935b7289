namespace OmniChannel;

/// <summary>The stretch of time over which a cap counts.</summary>
public abstract record CapWindow
{
    private CapWindow()
    {
    }

    /// <summary>Any stretch of this length, wherever it begins: (t − length, t]. Exactly one length later is allowed.</summary>
    public sealed record Rolling : CapWindow
    {
        /// <summary>The length, up to 31 days.</summary>
        public required TimeSpan Length { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"any {Length.TotalHours:0.##} hours";
    }

    /// <summary>Each calendar day of a named zone.</summary>
    public sealed record CalendarDay : CapWindow
    {
        /// <summary>The IANA zone whose days count.</summary>
        public required string TimeZone { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"a day in {TimeZone}";
    }
}
