namespace OmniChannel;

/// <summary>Why a code takes nothing off.</summary>
public enum CouponRefusal
{
    /// <summary>No coupon of that code was declared.</summary>
    Unknown,

    /// <summary>Its time has not begun.</summary>
    NotYet,

    /// <summary>Its time is over.</summary>
    Over,

    /// <summary>It was redeemed as often as it may be.</summary>
    Exhausted,

    /// <summary>This customer redeemed it as often as one may.</summary>
    ExhaustedForCustomer,

    /// <summary>A line has no price yet.</summary>
    NoPrice,

    /// <summary>It speaks of another currency than the cart.</summary>
    OtherCurrency,

    /// <summary>The cart costs less than it asks for.</summary>
    BelowMinimum,

    /// <summary>No line is one that it is for, or nothing is left to take off.</summary>
    NothingToReduce,

    /// <summary>It cannot be used beside a code that came before it, or five are in use.</summary>
    NotCombinable,
}
