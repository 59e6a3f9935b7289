using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What was seen of a claimed delivery before a unit of work opens: a moment old by then, so the unit looks again at what must not have changed.</summary>
internal sealed record DeliveryLook
{
    /// <summary>What was seen longer ago than this, while the host was asked or calls were waited for, is looked at again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    public required ScheduleClaim Claim { get; init; }

    /// <summary>When, by elapsed time.</summary>
    public required long At { get; init; }

    /// <summary>Null when there is no such row.</summary>
    public required QueuedDelivery? Queued { get; init; }

    /// <summary>The customer, alone; null where nothing is stored of it.</summary>
    public SeenCustomer? Seen { get; init; }

    /// <summary>Null when it is known no more.</summary>
    public Campaign? Campaign { get; init; }

    /// <summary>What this node lacks to send it; null for nothing.</summary>
    public Reason? Missing { get; init; }

    /// <summary>What is known beside the customer, but for what the host is asked; null where nothing is to be sent.</summary>
    public Circumstances? Around { get; init; }

    /// <summary>What was known against the person's addresses, by the versions of its rows, 0 for none: they lie in partitions that the delivery's unit does not name.</summary>
    public IReadOnlyList<SeenVersion> Against { get; init; } = [];

    /// <summary>Everybody who is one person with the customer.</summary>
    public IReadOnlyList<CustomerId> Members { get; init; } = [];

    /// <summary>What nobody has leased of the campaign's budget; null for no limit, or where the delivery costs nothing.</summary>
    public Money? Unleased { get; init; }

    /// <summary>Whether something is left to be done for it.</summary>
    public bool IsOpen => Queued is { IsSettled: false };
}
