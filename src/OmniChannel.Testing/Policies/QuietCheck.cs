using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>Looks at the wall clocks a second time, with the system's time-zone database, in every zone the customer may be in.</summary>
internal static class QuietCheck
{
    /// <summary>Every clock that runs in the countries of made-up customers; of several that agree all year one is enough.</summary>
    private static readonly Dictionary<string, string[]> Clocks = new(StringComparer.Ordinal)
    {
        ["DE"] = ["Europe/Berlin"],
        ["GB"] = ["Europe/London"],
        ["FR"] = ["Europe/Paris"],
        ["IN"] = ["Asia/Kolkata"],
        ["JP"] = ["Asia/Tokyo"],
        ["US"] = ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Adak", "Pacific/Honolulu"],
        ["AU"] = ["Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin", "Australia/Perth", "Australia/Eucla", "Australia/Lord_Howe"],
    };

    public static string? Broken(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        if (decision.Choice is not { } choice)
        {
            return null;
        }

        var can = Addresses.CapabilitiesOf(situation, choice.Channel);
        foreach (var hours in subject.QuietHours ?? subject.Policy.Quiet)
        {
            var concerned = hours.Channels.Count == 0 ? can.IsInstant : hours.Channels.Contains(choice.Channel);
            if (concerned && can.RequiresPresence == CustomerPlace.Anywhere && situation.Message.Urgency < hours.WaivedFrom && !hours.WaivedFor.Contains(situation.Message.Purpose)
                && ZonesOf(situation).FirstOrDefault(zone => IsQuiet(hours, TimeZoneInfo.ConvertTime(choice.At, TimeZoneInfo.FindSystemTimeZoneById(zone)))) is { } asleep)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{choice.Channel} was chosen for {choice.At:O}, which is within {hours} in {asleep}.");
            }
        }

        return null;
    }

    private static string[] ZonesOf(Situation situation) =>
        situation.Customer.TimeZone is { } zone ? [zone]
        : situation.Customer.Country is { } country ? Clocks.GetValueOrDefault(country) ?? throw new ConformanceException($"This check knows the clocks of {string.Join(", ", Clocks.Keys)}, found the country {country}; state the customer's time zone.")
        : [situation.HostZone ?? "Etc/UTC"];

    private static bool IsQuiet(QuietHours hours, DateTimeOffset local)
    {
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (hours.From < hours.Until)
        {
            return time >= hours.From && time < hours.Until && BeginsOn(hours, local.DayOfWeek);
        }

        return (time >= hours.From && BeginsOn(hours, local.DayOfWeek)) || (time < hours.Until && BeginsOn(hours, local.AddDays(-1).DayOfWeek));
    }

    private static bool BeginsOn(QuietHours hours, DayOfWeek day) => hours.Days.Count == 0 || hours.Days.Contains(day);
}
