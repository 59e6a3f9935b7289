namespace OmniChannel;

/// <summary>A week of local minutes, from Monday 00:00, in which some are quiet.</summary>
internal sealed class QuietWeek
{
    public const int Day = 24 * 60;
    public const int Week = 7 * Day;

    private readonly bool[] quiet = new bool[Week];

    public QuietWeek(IEnumerable<QuietHours> windows)
    {
        foreach (var window in windows)
        {
            var (from, until) = (Minute(window.From), Minute(window.Until));
            var length = until > from ? until - from : until + Day - from;
            for (var day = 0; day < 7; day++)
            {
                for (var minute = 0; (window.Days.Count == 0 || window.Days.Contains((DayOfWeek)((day + 1) % 7))) && minute < length; minute++)
                {
                    quiet[((day * Day) + from + minute) % Week] = true;
                }
            }
        }
    }

    public bool IsWhole => Array.TrueForAll(quiet, minute => minute);

    /// <summary>Whether every minute that is quiet in the other is quiet in this.</summary>
    public bool Contains(QuietWeek other) => Enumerable.Range(0, Week).All(minute => quiet[minute] || !other.quiet[minute]);

    /// <summary>The stretches that are open, as minutes of the week; the last may reach into the next week. None for a week without quiet hours.</summary>
    public IEnumerable<(int From, int Length)> Open()
    {
        var first = Array.IndexOf(quiet, true);
        for (var at = 0; first >= 0 && at < Week;)
        {
            var length = 0;
            while (at + length < Week && !quiet[(first + at + length) % Week])
            {
                length++;
            }

            if (length > 0)
            {
                yield return ((first + at) % Week, length);
            }

            at += length + 1;
        }
    }

    /// <summary>Stretches that begin or end at a midnight across which it is quiet, and whose hours are quiet on each of the other six days: between windows that were meant to join.</summary>
    public IEnumerable<(int From, int Length)> Holes()
    {
        foreach (var (from, length) in Open())
        {
            if (from % Day == 0)
            {
                var alone = Enumerable.Range(0, length).TakeWhile(minute => IsQuietOnOtherDays(from + minute)).Count();
                if (alone > 0)
                {
                    yield return (from, alone);
                }
            }
            else if ((from + length) % Day == 0)
            {
                var alone = Enumerable.Range(1, length).TakeWhile(minute => IsQuietOnOtherDays(from + length - minute)).Count();
                if (alone > 0)
                {
                    yield return ((from + length - alone) % Week, alone);
                }
            }
        }
    }

    /// <summary>"Monday 00:00 to Monday 09:00".</summary>
    public static string InWords(int from, int length) => $"{At(from)} to {At(from + length)}";

    private bool IsQuietOnOtherDays(int minute) => Enumerable.Range(1, 6).All(day => quiet[(minute + (day * Day)) % Week]);

    private static string At(int minute) =>
        FormattableString.Invariant($"{(DayOfWeek)(((minute / Day) + 1) % 7)} {minute % Day / 60:00}:{minute % 60:00}");

    private static int Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
