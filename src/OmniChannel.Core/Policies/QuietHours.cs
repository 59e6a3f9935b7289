using System.Globalization;

namespace OmniChannel;

/// <summary>Hours of the recipient's day in which channels stay silent. A message waits until they end, or until it expires.</summary>
public sealed record QuietHours
{
    /// <summary>The local time at which they begin.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>The local time at which they end; earlier than <see cref="From"/> for a window across midnight.</summary>
    public required TimeOnly Until { get; init; }

    /// <summary>The days on which they begin; empty for every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>The channels that stay silent; empty for every channel that is instant.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>The urgency from which they do not hold.</summary>
    public Urgency WaivedFrom { get; init; } = Urgency.Critical;

    /// <summary>The purposes for which they do not hold; empty for none.</summary>
    public IReadOnlyList<Purpose> WaivedFor { get; init; } = [];

    /// <summary>The window in words: "21:00–08:00".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}–{Until:HH\\:mm}") + (Days.Count == 0 ? "" : " on " + string.Join(", ", Days));
}
