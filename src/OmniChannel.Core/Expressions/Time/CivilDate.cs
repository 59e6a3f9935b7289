namespace OmniChannel.Expressions;

/// <summary>Days since 1970-01-01 and the date they are, in the proleptic Gregorian calendar; any year, no exceptions.</summary>
internal readonly record struct CivilDate(int Year, int Month, int Day)
{
    private const int DaysBefore1970 = 719_468;
    private const int DaysOf400Years = 146_097;

    public static CivilDate FromDays(long days)
    {
        var shifted = days + DaysBefore1970;
        var era = Math.DivRem(shifted, DaysOf400Years, out var dayOfEra);
        if (dayOfEra < 0)
        {
            era--;
            dayOfEra += DaysOf400Years;
        }

        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month += month < 10 ? 3 : -9;
        return new((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), (int)month, (int)day);
    }

    public long ToDays()
    {
        long year = Month <= 2 ? Year - 1 : Year;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (Month + (Month > 2 ? -3 : 9))) + 2) / 5) + Day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysOf400Years) + dayOfEra - DaysBefore1970;
    }
}
