namespace OmniChannel;

/// <summary>Units of a line that one operation brought, and nobody who had seen them has removed.</summary>
/// <param name="Version">The operation's place in the log.</param>
/// <param name="Sub">Which of the pieces that a link brought, from 1; 0 for what the operation itself brought.</param>
/// <param name="Actor">Who brought it; an index into the head's actors.</param>
/// <param name="Origin">The cart whose operations said so; an index into the head's origins, 0 for the cart itself. Of quantities that were set, one counts for each origin.</param>
/// <param name="Quantity">How many units, before any decrement.</param>
/// <param name="At">When it was set, in Unix milliseconds; 0 for adds.</param>
internal readonly record struct CartPiece(long Version, int Sub, int Actor, int Origin, int Quantity, long At);

/// <summary>Units to be taken from the pieces that its issuer had seen. Kept as long as there are any, because a removal that saw fewer may still come.</summary>
internal readonly record struct Taking(long Version, int Actor, long BasedOn, long[]? Also, int Quantity)
{
    public Sight Sight => new(BasedOn, Actor, Version, Also);
}
