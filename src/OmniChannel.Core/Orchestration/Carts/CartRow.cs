namespace OmniChannel;

/// <summary>A cart as a unit of work has it in hand.</summary>
internal sealed class CartRow(CartHead head, CartQuotes quotes, long stored)
{
    public CartHead Head { get; set; } = head;

    public CartQuotes Quotes { get; set; } = quotes;

    /// <summary>The version of the stored row; 0 when there is none yet.</summary>
    public long Stored { get; set; } = stored;

    /// <summary>Whether it has come into use again, and has to be looked at one day.</summary>
    public bool Woke { get; set; }

    public CartId Cart => Head.Cart;

    public CartLife Life => Head.Life;
}
