using System.Globalization;

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
        public override string ToString() => (Length.Ticks % TimeSpan.TicksPerDay, Length.Ticks % TimeSpan.TicksPerHour) switch
        {
            (0, _) when Length > TimeSpan.FromDays(1) => string.Create(CultureInfo.InvariantCulture, $"any {Length.Days} days"),
            (_, 0) when Length.Ticks == TimeSpan.TicksPerHour => "any hour",
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"any {Length.TotalHours:0} hours"),
            _ => string.Create(CultureInfo.InvariantCulture, $"any {Length.TotalMinutes:0.##} minutes"),
        };
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
