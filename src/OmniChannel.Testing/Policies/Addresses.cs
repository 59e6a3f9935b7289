namespace OmniChannel.Testing;

/// <summary>Which address a message goes to.</summary>
internal static class Addresses
{
    /// <summary>The first that is not suppressed; null when there is none.</summary>
    public static string? Used(Situation situation, Channel channel) =>
        situation.Customer.ContactPoints.FirstOrDefault(point => point.Channel == channel && !situation.Suppressed.Contains(point))?.Address;
}
