namespace OmniChannel;

/// <summary>How often a customer gave one sign, day by day.</summary>
internal sealed record SignalTally
{
    /// <summary>The sign: <see cref="BehaviourSignal.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Days since 1970 in UTC, ascending, each followed by how often it was given on that day.</summary>
    public required int[] Days { get; init; }

    /// <summary>The day of an instant.</summary>
    public static int DayOf(DateTimeOffset at) => (int)((at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);

    /// <summary>The same with so many more on a day. Days add up in any order to the same.</summary>
    public SignalTally With(int day, int count)
    {
        var place = Days.Length;
        while (place > 0 && Days[place - 2] >= day)
        {
            place -= 2; // from the end: nearly all come in time
        }

        if (place < Days.Length && Days[place] == day)
        {
            var counted = (int[])Days.Clone();
            counted[place + 1] = (int)Math.Min(int.MaxValue, (long)counted[place + 1] + count);
            return this with { Days = counted };
        }

        var days = new int[Days.Length + 2];
        Days.AsSpan(0, place).CopyTo(days);
        (days[place], days[place + 1]) = (day, count);
        Days.AsSpan(place).CopyTo(days.AsSpan(place + 2));
        return this with { Days = days };
    }

    /// <summary>The same without its oldest day.</summary>
    public SignalTally WithoutOldest() => this with { Days = Days[2..] };
}
