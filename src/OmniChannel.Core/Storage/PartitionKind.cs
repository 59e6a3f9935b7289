namespace OmniChannel.Storage;

/// <summary>What a partition holds, in the order of locking. The numbers are stored.</summary>
public enum PartitionKind
{
    /// <summary>A customer: profile, consent, contacts, timeline, outbox.</summary>
    Customer = 1,

    /// <summary>A contact address: its suppression, whoever it belongs to.</summary>
    Address = 2,

    /// <summary>A stock item.</summary>
    Stock = 3,

    /// <summary>A campaign: its definition and its budget.</summary>
    Campaign = 4,

    /// <summary>A provider account: its health and rate.</summary>
    Account = 5,

    /// <summary>Figures of the whole tenant: rates of channels.</summary>
    Evidence = 6,

    /// <summary>A printed code: its bounds, and how often it was scanned.</summary>
    Code = 7,

    /// <summary>A block of a counter that everybody touches, leased by one node: of a campaign's budget.</summary>
    Lease = 8,

    /// <summary>A coupon: its bounds, and how often its code was redeemed.</summary>
    Coupon = 9,
}
