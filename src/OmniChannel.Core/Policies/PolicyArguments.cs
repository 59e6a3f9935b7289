using System.Globalization;

namespace OmniChannel;

/// <summary>Checks what a host hands to <see cref="PolicyBuilder"/>, and takes copies that nobody changes later.</summary>
internal static class PolicyArguments
{
    public static Channel[] Channels(IReadOnlyList<Channel> channels, string parameter)
    {
        ArgumentNullException.ThrowIfNull(channels, parameter);
        return [.. channels.Select(channel => channel != default ? channel : throw new ArgumentException("A default channel names nothing; use Channel.Email, or new Channel(\"name\").", parameter))];
    }

    public static Channel[] Order(IReadOnlyList<Channel> channels, string parameter)
    {
        var order = Channels(channels, parameter);
        return order.Length is > 0 and <= 50 && order.Distinct().Count() == order.Length
            ? order
            : throw new ArgumentException($"A plan orders 1 to 50 channels, each once; found {order.Length} ({string.Join(", ", order)}).", parameter);
    }

    public static string Because(string because)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        return because.Length <= 500 ? because : throw new ArgumentException($"A reason has at most 500 characters; found {because.Length}.", nameof(because));
    }

    public static FrequencyCap Cap(FrequencyCap cap)
    {
        ArgumentNullException.ThrowIfNull(cap);
        if (cap.Max < 0)
        {
            throw new ArgumentException($"A cap of {cap.Max} makes no sense; 0 closes the channels.", nameof(cap));
        }

        if (!Enum.IsDefined(cap.Per))
        {
            throw new ArgumentException($"{cap.Per} is no {nameof(CapScope)}; expected {nameof(CapScope.Person)} or {nameof(CapScope.ContactPoint)}.", nameof(cap));
        }

        switch (cap.Window)
        {
            case CapWindow.Rolling { Length: var length } when length < TimeSpan.FromMinutes(1) || length > TimeSpan.FromDays(31):
                throw new ArgumentException($"A window of {length} cannot be counted; expected one minute to 31 days.", nameof(cap));
            case CapWindow.CalendarDay { TimeZone: var zone } when ZoneOffsets.Of(zone, default, default).Problem is { } problem:
                throw new ArgumentException($"'{zone}': {problem}", nameof(cap));
            case null:
                throw new ArgumentException($"A cap needs its window: {nameof(CapWindow.Rolling)} or {nameof(CapWindow.CalendarDay)}.", nameof(cap));
            default:
                return cap with { Channels = Channels(cap.Channels, nameof(cap)), Purposes = Purposes(cap.Purposes) };
        }
    }

    public static QuietHours Quiet(QuietHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.From == hours.Until)
        {
            throw new ArgumentException($"Quiet hours from {hours.From:HH\\:mm} to {hours.Until:HH\\:mm} are none, or the whole day; exclude the channel instead.", nameof(hours));
        }

        if (hours.From.Ticks % TimeSpan.TicksPerMinute != 0 || hours.Until.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Quiet hours begin and end at whole minutes; found {hours.From:O} to {hours.Until:O}."), nameof(hours));
        }

        if (hours.Days is null || hours.Days.Any(day => !Enum.IsDefined(day)))
        {
            throw new ArgumentException("Quiet hours begin on days of the week; leave them out for every day.", nameof(hours));
        }

        return hours with { Channels = Channels(hours.Channels, nameof(hours)), Days = [.. hours.Days] };
    }

    private static Purpose[] Purposes(IReadOnlyList<Purpose> purposes)
    {
        ArgumentNullException.ThrowIfNull(purposes);
        return [.. purposes.Select(purpose => purpose != default ? purpose : throw new ArgumentException("A default purpose names nothing; use Purpose.Marketing, or new Purpose(\"name\").", nameof(purposes)))];
    }
}
