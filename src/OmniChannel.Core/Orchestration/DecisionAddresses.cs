namespace OmniChannel;

/// <summary>What a decision found of the customer's addresses; kept out of its public face and of its words.</summary>
internal static class DecisionAddresses
{
    /// <summary>The address that a channel would use, normalised; empty where presence is the address.</summary>
    public static string AddressOn(this Decision decision, Channel channel) =>
        (decision.Basis is { } basis && basis.Roster.IndexOf(channel) is var place and >= 0
            ? basis.Customer.Addresses[place]
            : decision.Snapshot.Channels.FirstOrDefault(one => one.Channel == channel)?.Address) ?? "";

    /// <summary>What is wrong with the first of the customer's addresses, when every channel that the campaign speaks on and that has one has only malformed ones; else null.</summary>
    public static string? MalformedAddress(this Decision decision)
    {
        var spoken = decision.Snapshot.Channels.Where(one => one.HasVariant).ToList();
        return spoken.Exists(one => one.Address is not null) ? null : spoken.Find(one => one.AddressProblem is not null)?.AddressProblem;
    }
}
