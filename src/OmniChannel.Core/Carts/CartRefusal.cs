namespace OmniChannel;

/// <summary>Why a command was refused. Nothing was stored.</summary>
public enum CartRefusal
{
    /// <summary>The quantity is not 1 to 9,999 (a set: 0 to 9,999).</summary>
    InvalidQuantity,

    /// <summary>The item's variant or attributes break a rule: empty, over 2 KB, deeper than 4, not a number, half a surrogate pair, a control character.</summary>
    InvalidAttributes,

    /// <summary>The name of an operation, actor, field or code is empty or too long, or a field's value is.</summary>
    InvalidName,

    /// <summary>The cart has 500 lines, or 50 codes.</summary>
    TooManyLines,

    /// <summary>The command is based on a version that the cart has not reached.</summary>
    FutureContext,

    /// <summary>The command is based on a version that is folded away, and that the cart left behind more than 30 days ago; adds alone are taken. Read the cart again.</summary>
    StaleContext,

    /// <summary>Earlier operations of this actor are missing: send those first.</summary>
    MissingOps,

    /// <summary>An operation of that name, or number of its actor, says something else.</summary>
    OpReused,

    /// <summary>The cart has another version than the one expected.</summary>
    VersionConflict,

    /// <summary>A full replacement needs the version that it replaces, and none is known for its actor.</summary>
    VersionRequired,

    /// <summary>The cart is linked into another; only adds flow on.</summary>
    CartMerged,

    /// <summary>The cart is being completed; only adds are taken, for the cart after it.</summary>
    CartClaimed,

    /// <summary>The cart is an order.</summary>
    CartOrdered,

    /// <summary>The cart existed and is gone.</summary>
    Gone,

    /// <summary>There is no such cart.</summary>
    NotFound,

    /// <summary>The cart belongs to somebody else, and is never given to another.</summary>
    AlreadyOwned,

    /// <summary>The link would make a circle.</summary>
    Cycle,

    /// <summary>The cart counts in another currency.</summary>
    CurrencyMismatch,

    /// <summary>There is no operation of that name to undo.</summary>
    UnknownOp,

    /// <summary>The operation is folded away and older than 30 days, or of a kind that cannot be undone: a step in the cart's life, or a link, which is taken back and made again as a link.</summary>
    UndoExpired,

    /// <summary>The operation is somebody else's.</summary>
    Forbidden,

    /// <summary>The total is not the one that the buyer saw.</summary>
    PriceChanged,

    /// <summary>Quantities that were set without knowledge of each other contradict; the buyer decides.</summary>
    OpenConflicts,

    /// <summary>A line holds more than 9,999 units.</summary>
    OverLimit,

    /// <summary>Of a line fewer pieces can be had than it holds: <c>ShortagesAsync</c> says which. Nothing is kept.</summary>
    Shortage,

    /// <summary>There is nothing to buy.</summary>
    Empty,

    /// <summary>The cart is not claimed, or by another claim, or the claim has ended.</summary>
    NotClaimed,

    /// <summary>A code of which the buyer saw what it takes off cannot be used any more: <see cref="CartResult.Refused.Code"/> says which. Nothing is redeemed; release the cart and show it again.</summary>
    CouponUnusable,
}
