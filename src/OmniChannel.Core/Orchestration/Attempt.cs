using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>An attempt that is committed as begun: the one thing left to do is to call the provider.</summary>
internal sealed record Attempt
{
    public required ScheduleClaim Claim { get; init; }

    /// <summary>The row as this attempt left it; its fencing number is the attempt's.</summary>
    public required QueuedDelivery Begun { get; init; }

    /// <summary>The customer as this attempt left it.</summary>
    public required SeenCustomer Seen { get; init; }

    public required IChannelAdapter Adapter { get; init; }

    public required OutgoingMessage Outgoing { get; init; }

    /// <summary>The accounts that may send it too, in their order; none where its variant names one.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>When a customer who is one person with this one gave the address last; null for an address of its own, or where that was not said.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Whether the person has another device to which the message has not been.</summary>
    public bool HasNextDevice { get; init; }
}
