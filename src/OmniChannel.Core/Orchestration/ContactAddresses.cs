namespace OmniChannel;

/// <summary>Whether an address that a message was frozen for may still be used.</summary>
internal static class ContactAddresses
{
    /// <summary>Whether the address is still the customer's and not suppressed; always where presence is the address.</summary>
    public static bool CanUse(CustomerState state, Channel channel, string address, AccountDirectory accounts) =>
        address.Length == 0
        || (state.Profile.ContactPoints.Any(point => point.Channel == channel && accounts.Check(point).Normalized == address)
            && !state.Suppressions.Any(one => one.Channel == channel && one.Address == address));

    /// <summary>The addresses of a channel that may be used and to which a message has not been, in the customer's order.</summary>
    public static IEnumerable<string> Left(CustomerState state, Channel channel, IReadOnlyList<string>? been, AccountDirectory accounts) => state.Profile.ContactPoints
        .Where(point => point.Channel == channel)
        .Select(point => accounts.Check(point).Normalized)
        .OfType<string>()
        .Where(address => been?.Contains(address) != true && !state.Suppressions.Any(one => one.Channel == channel && one.Address == address));

    /// <summary>When the address was given last; null where that was not said.</summary>
    public static DateTimeOffset? RegisteredAt(CustomerState state, Channel channel, string address, AccountDirectory accounts) =>
        state.Profile.ContactPoints.Where(point => point.Channel == channel && point.RegisteredAt is not null && accounts.Check(point).Normalized == address).Max(point => point.RegisteredAt);

    /// <summary>Whether the customer gave the address again after the instant at which the provider says it died.</summary>
    public static bool WasRegisteredSince(CustomerState state, Channel channel, string address, DateTimeOffset? died, AccountDirectory accounts) =>
        died is { } at && state.Profile.ContactPoints.Any(point => point.Channel == channel && point.RegisteredAt > at && accounts.Check(point).Normalized == address);
}
