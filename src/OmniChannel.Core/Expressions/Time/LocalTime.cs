namespace OmniChannel.Expressions;

/// <summary>What calendar and clock show at an instant, some seconds east of UTC.</summary>
internal readonly record struct LocalTime(CivilDate Date, int Hour, int Minute, int Second, int DayOfWeek)
{
    /// <summary>The day of the year, from 0.</summary>
    public int DayOfYear => (int)(Date.ToDays() - new CivilDate(Date.Year, 1, 1).ToDays());

    public static LocalTime At(long seconds, int offset)
    {
        var days = Math.DivRem(seconds + offset, 86_400, out var rest);
        if (rest < 0)
        {
            days--;
            rest += 86_400;
        }

        var weekday = (int)((((days + 4) % 7) + 7) % 7);
        return new(CivilDate.FromDays(days), (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60), weekday);
    }
}
