using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>Counts every window that contains the new message, one by one.</summary>
internal static class CapCheck
{
    public static string? Broken(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        if (decision.Choice is not { } choice)
        {
            return null;
        }

        var address = Addresses.Used(situation, choice.Channel) ?? "";
        foreach (var cap in subject.Caps ?? subject.Policy.Caps)
        {
            if (!Counts(cap, choice.Channel, situation.Message.Purpose) || situation.Message.Urgency >= cap.WaivedFrom || cap.WaivedFor.Contains(situation.Message.Purpose))
            {
                continue;
            }

            var times = situation.Messages
                .Where(one => Counts(cap, one.Channel, one.Purpose) && (cap.Per == CapScope.Person || (one.Channel == choice.Channel && one.Address == address)))
                .Select(one => one.At).Append(choice.At).ToList();
            var most = cap.Window switch
            {
                CapWindow.Rolling rolling => times.Max(end => end < choice.At || end - choice.At >= rolling.Length ? 0 : times.Count(at => at <= end && end - at < rolling.Length)),
                CapWindow.CalendarDay day => times.Count(at => DayIn(day, at) == DayIn(day, choice.At)),
                _ => throw new ConformanceException($"This check does not know {cap.Window}."),
            };
            if (most > cap.Max)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{choice.Channel} was chosen for {choice.At:O}, which makes {most} where the cap is {cap}.");
            }
        }

        return null;
    }

    private static bool Counts(FrequencyCap cap, Channel channel, Purpose purpose) =>
        (cap.Channels.Count == 0 || cap.Channels.Contains(channel)) && (cap.Purposes.Count == 0 ? purpose != Purpose.Transactional : cap.Purposes.Contains(purpose));

    private static DateOnly DayIn(CapWindow.CalendarDay day, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(day.TimeZone)).DateTime);
}
