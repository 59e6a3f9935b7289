namespace OmniChannel.Testing;

/// <summary>Which address a message goes to, and what its channel can do.</summary>
internal static class Addresses
{
    /// <summary>The first that is not suppressed; null when there is none.</summary>
    public static string? Used(Situation situation, Channel channel) =>
        situation.Customer.ContactPoints.FirstOrDefault(point => point.Channel == channel && !situation.Suppressed.Contains(point))?.Address;

    /// <summary>As the situation states it, else as the library defines it.</summary>
    public static ChannelCapabilities CapabilitiesOf(Situation situation, Channel channel) =>
        (situation.Channels.FirstOrDefault(one => one.Channel == channel) ?? ChannelDefinitions.Find(channel))?.Capabilities
        ?? throw new ConformanceException($"{channel} was chosen, and nobody defined it.");
}
