namespace OmniChannel;

/// <summary>Where a cart stands in its life. The numbers are stored.</summary>
public enum CartStage
{
    /// <summary>In use.</summary>
    Active = 0,

    /// <summary>Left alone for a while: the candidate of a reminder. The next command wakes it.</summary>
    Dormant = 1,

    /// <summary>Left alone for long: folded, but restored by the next command.</summary>
    Archived = 2,

    /// <summary>Gone for good; only its number is remembered.</summary>
    Purged = 3,

    /// <summary>Linked into another cart, to which adds flow on.</summary>
    Merged = 4,

    /// <summary>Being completed: only adds are taken, for the cart that comes after it.</summary>
    Claimed = 5,

    /// <summary>Completed: an order.</summary>
    Ordered = 6,
}
