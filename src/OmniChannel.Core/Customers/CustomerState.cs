namespace OmniChannel;

/// <summary>Everything the library knows of one customer, folded from profile, touchpoints, deliveries and receipts. Pure and immutable; <see cref="CustomerFold"/> moves it on.</summary>
internal sealed record CustomerState
{
    public required CustomerProfile Profile { get; init; }

    /// <summary>Whether a host saved a profile, or the customer is only known by touchpoints.</summary>
    public bool IsKnown { get; init; }

    public DateTimeOffset? SiteSeenAt { get; init; }

    public DateTimeOffset? SiteLeftAt { get; init; }

    public DateTimeOffset? AppSeenAt { get; init; }

    public DateTimeOffset? AppLeftAt { get; init; }

    public DateTimeOffset? StoreSeenAt { get; init; }

    public DateTimeOffset? StoreLeftAt { get; init; }

    public DeviceKind Device { get; init; }

    public DateTimeOffset? DeviceSeenAt { get; init; }

    public DateTimeOffset? LastTouchAt { get; init; }

    public DateTimeOffset? FirstTouchAt { get; init; }

    /// <summary>The channel of the first touchpoint.</summary>
    public Channel? FirstChannel { get; init; }

    /// <summary>When the customer last browsed: the website, the app, a store.</summary>
    public DateTimeOffset? BrowsedAt { get; init; }

    /// <summary>The channel on which that was; null when it is not known.</summary>
    public Channel? BrowseChannel { get; init; }

    /// <summary>When the customer was seen on the website and in the app, half hour by half hour, the newest last; null for never. <see cref="BrowsingSession.Open"/> makes a session of it.</summary>
    public IReadOnlyList<BrowsingSession>? Sessions { get; init; }

    public DateTimeOffset? CartLeftAt { get; init; }

    public Money? CartTotal { get; init; }

    public DateTimeOffset? PurchasedAt { get; init; }

    public int Purchases { get; init; }

    /// <summary>The stage in the default funnel as of the last touchpoint; as of an instant, in the state that <c>FunnelBook.At</c> gives.</summary>
    public FunnelStage? Stage { get; init; }

    /// <summary>What the funnels keep; null for nothing.</summary>
    public IReadOnlyList<FunnelJournal>? Funnels { get; init; }

    public IReadOnlyDictionary<Channel, ChannelHistory> Channels { get; init; } = new Dictionary<Channel, ChannelHistory>();

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>What the customer did, as evidence for personas and channels; null for nothing yet.</summary>
    public CustomerBehaviour? Behaviour { get; init; }

    /// <summary>Who this customer is one person with; null for nobody else.</summary>
    public PersonMembership? Person { get; init; }

    /// <summary>When the profile was saved last; null when that is not known.</summary>
    public DateTimeOffset? ProfileSavedAt { get; init; }

    /// <summary>When everything known of the customer was erased: then this is all that is left. Null for never.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public static CustomerState Unknown(CustomerId customer) => new() { Profile = new CustomerProfile { Id = customer } };
}
