using System.Globalization;

namespace OmniChannel;

/// <summary>What is wrong with how deliveries are to be brought to their providers.</summary>
internal static class DeliverySettingsCheck
{
    public static IEnumerable<string> Problems(DeliverySettings settings, AccountDirectory accounts)
    {
        if (settings.AttemptDeadline < TimeSpan.FromSeconds(1) || settings.AttemptDeadline > TimeSpan.FromMinutes(10))
        {
            yield return $"Delivery.AttemptDeadline is {settings.AttemptDeadline}; expected 00:00:01 to 00:10:00.";
        }

        if (settings.QuickRetries is < 0 or > 5)
        {
            yield return $"Delivery.QuickRetries is {settings.QuickRetries}; expected 0 to 5.";
        }

        foreach (var (channel, deadline) in settings.ChannelDeadlines.Prepend(new("", settings.ChannelDeadline)))
        {
            var name = channel.Length == 0 ? "Delivery.ChannelDeadline" : $"Delivery.ChannelDeadlines['{channel}']";
            if (deadline < TimeSpan.FromSeconds(1) || deadline > TimeSpan.FromDays(7))
            {
                yield return $"{name} is {deadline}; expected 00:00:01 to 7.00:00:00.";
            }

            if (channel.Length > 0 && !accounts.Channels.Any(known => known.Name.Equals(channel, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{name} speaks of a channel without an account; expected one of {string.Join(", ", accounts.Channels)}.";
            }
        }

        foreach (var problem in settings.Accounts.SelectMany(one => Problems($"Delivery.Accounts['{one.Key}']", one.Key, one.Value, accounts)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Problems(string name, string key, AccountLimits? limits, AccountDirectory accounts)
    {
        if (!accounts.All.Any(adapter => $"{adapter.Channel.Name}/{adapter.Account}".Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{name} names no account; expected one of {string.Join(", ", accounts.All.Select(adapter => $"{adapter.Channel}/{adapter.Account}"))}.";
        }

        if (limits?.MaxConcurrent is { } most and (< 1 or > 1000))
        {
            yield return $"{name}.MaxConcurrent is {most}; expected 1 to 1,000.";
        }

        if (limits?.RatePerSecond is { } rate && !(rate > 0 && rate <= 100_000))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{name}.RatePerSecond is {rate}; expected more than 0, at most 100,000.");
        }

        if (limits?.Burst is { } burst and (< 1 or > 1_000_000))
        {
            yield return $"{name}.Burst is {burst}; expected 1 to 1,000,000.";
        }

        if (limits is { Burst: not null, RatePerSecond: null })
        {
            yield return $"{name}.Burst has no RatePerSecond; set both or neither.";
        }
    }
}
