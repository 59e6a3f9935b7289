namespace OmniChannel;

/// <summary>What a link makes of lines that stand in both carts, and of the others. The numbers are stored.</summary>
public enum CartMergePolicy
{
    /// <summary>Of a line in both carts the higher quantity; other lines join. The default when browsing.</summary>
    Higher = 0,

    /// <summary>Of a line in both carts the sum; other lines join.</summary>
    Sum = 1,

    /// <summary>Of a line in both carts the guest's quantity; other lines join.</summary>
    GuestWins = 2,

    /// <summary>Of a line in both carts the existing quantity; other lines join.</summary>
    ExistingWins = 3,

    /// <summary>A line in both carts becomes two lines; other lines join.</summary>
    Separate = 4,

    /// <summary>The guest's lines only; the existing ones are parked as saved for later. The default in checkout.</summary>
    GuestOnly = 5,

    /// <summary>The existing lines only; the guest's stay in the guest's cart, which undoing the link gives back.</summary>
    ExistingOnly = 6,

    /// <summary>The guest's lines if the existing cart is empty, else the existing ones only.</summary>
    GuestIfExistingEmpty = 7,
}
