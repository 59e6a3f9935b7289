namespace OmniChannel;

/// <summary>What every policy begins with: on without asking, off only by saying so.</summary>
internal static class SafeDefaults
{
    public static IReadOnlyList<FrequencyCap> Caps { get; } =
    [
        new() { Max = 2, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) } },
        new() { Max = 5, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(7) } },
    ];

    public static IReadOnlyList<QuietHours> Quiet { get; } =
    [
        new() { From = new TimeOnly(21, 0), Until = new TimeOnly(8, 0) },
    ];
}
